import { ImportMapping, type MappingChoice } from "../../schema";
import { parseRows } from "../parse-rows";
import { proposeMapping } from "../propose-mapping";
import { readFile } from "../read-file";

export const CURRENCY = "EUR";
const ACCOUNT = { currency: CURRENCY, isLiability: false };

/**
 * The way of `imports.preview`, without the database. Null rows: the file leaves something open.
 */
export async function readLikePreview(bytes: Buffer, choice: MappingChoice) {
  const file = await readFile(bytes, choice, CURRENCY);
  const proposal = await proposeMapping(file.records, {
    ...file,
    choice,
    remembered: null,
    account: ACCOUNT,
  });
  const mapping = ImportMapping.safeParse(proposal.mapping);
  const isOpen = proposal.ambiguous.length > 0 || !mapping.success;
  return {
    file,
    rows: isOpen
      ? null
      : await parseRows(file.records, {
          mapping: mapping.data,
          currency: CURRENCY,
          accountName: "Any",
        }),
  };
}
