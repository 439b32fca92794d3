import { toAppParts } from "../apps/to-app-parts";
import type { FilePart } from "../file-part";
import { ImportMapping } from "../mapping-schema";
import type { Proposal } from "./propose-mapping";
import type { OpenQuestion } from "./question";
import { findOutLines, readerOf } from "./row-reader";
import type { Table } from "./table-context";
import { toParts } from "./to-parts";

/** All rows of a table as a proposal reads them, or what is still open. */
export interface ReadRows {
  proposal: Proposal;
  question: OpenQuestion | null;
  /** One for each account of the file; null while something is open. */
  parts: readonly FilePart[] | null;
}

/** Reads all rows of a table as a proposal says. */
export async function readAll(table: Table, proposal: Proposal): Promise<ReadRows> {
  if (proposal.question !== null) return { proposal, question: proposal.question, parts: null };
  const mapping = ImportMapping.safeParse(proposal.mapping);
  if (!mapping.success || proposal.days === null) throw new Error("Something is open, unasked.");
  const reader = readerOf(table, { mapping: mapping.data, days: proposal.days });
  if (table.app !== undefined)
    return { proposal, question: null, parts: await toAppParts(table, reader, table.app) };
  const { out, question } = await findOutLines(table, reader);
  const parts = question === null ? await toParts(table, { ...reader, out }) : null;
  return { proposal, question, parts };
}
