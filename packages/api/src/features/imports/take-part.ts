import { currencyDigits } from "@pfn/keys/currencies";
import type { LedgerContext } from "../../common/context";
import { toMoney } from "../../common/money/money";
import { cleanLine } from "../../common/text/text";
import { choosePart, type NumberedPart } from "./choose-part";
import { type FilePart, isReadable } from "./file-part";
import type { Frame } from "./file-reading";
import type { ReadFor } from "./find-account";
import { findRefs, toStoredRef } from "./find-refs";
import { MAX_PARTS, type Part } from "./parts-schema";
import { noRows, tooManyParts } from "./refusals";
import type { StoredRef } from "./stored-mapping";

/** Other lines that an answer names one by one; all are counted. */
const MAX_OTHER_LINES = 50;

interface DividedFile {
  parts: readonly FilePart[];
  /** What the caller chose. */
  part: number | undefined;
  /** What the answer tells already. */
  frame: Frame;
}

/** The account of a file that goes into the caller's, or the question which one that is. */
export interface TakenPart {
  frame: Frame;
  /** Null while that is open. */
  taken: (NumberedPart & { storedRef: StoredRef | null }) | null;
}

/**
 * Finds the account of a file that goes into the caller's, and tells of all that the file has.
 *
 * @throws DomainError BAD_REQUEST when the file has no such part, none in the account's currency,
 *   or no rows; PAYLOAD_TOO_LARGE for too many accounts
 */
export async function takePart(
  ctx: LedgerContext,
  account: ReadFor,
  { parts: read, part, frame }: DividedFile,
): Promise<TakenPart> {
  const parts = await numberParts(ctx, read);
  const chosen = choosePart(parts, { account, part });
  const others = ("field" in chosen ? parts : [chosen]).flatMap(({ otherLines }) => otherLines);
  const named = {
    ...frame,
    parts: parts.map((one) => toWire(one, account.currency)),
    ...tellOthers(others),
  };
  if ("field" in chosen) return { frame: { ...named, ambiguous: [chosen] }, taken: null };
  if (chosen.rows.length === 0) throw noRows();
  const storedRef = chosen.ref === null ? null : toStoredRef(ctx.principal.ledgerId, chosen.ref);
  return { frame: named, taken: { ...chosen, storedRef } };
}

/** The lines that are no transactions, as an answer tells of them. */
export const tellOthers = (others: FilePart["otherLines"]) => ({
  otherLines: others.slice(0, MAX_OTHER_LINES),
  otherLineCount: others.length,
});

/** With names that are safe to show, and the accounts that they are known for. */
async function numberParts(
  ctx: LedgerContext,
  parts: readonly FilePart[],
): Promise<NumberedPart[]> {
  const { ledgerId } = ctx.principal;
  if (parts.length > MAX_PARTS) throw tooManyParts(MAX_PARTS);
  const known = parts.map((part, at) => {
    const ref = cleanLine(part.ref ?? "", 100) || null;
    const currency = part.currency === null ? null : cleanLine(part.currency, 10) || "?";
    const hash = ref === null ? null : toStoredRef(ledgerId, ref);
    return { ...part, ref, currency, part: at + 1, hash };
  });
  const accounts = await findRefs(
    ctx,
    known.map(({ hash }) => hash).filter((hash) => hash !== null),
  );
  return known.map(({ hash, ...part }) => ({
    ...part,
    accountId: accounts.get(hash?.hash ?? "") ?? null,
  }));
}

function toWire(part: NumberedPart, fallback: string): Part {
  const { rows, closing, currency, ref, kind, accountId } = part;
  const days = rows
    .filter(isReadable)
    .map(({ date }) => date)
    .sort();
  const stated = currency ?? fallback;
  return {
    ...{ part: part.part, ref, kind, currency, rows: rows.length, accountId },
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    closing:
      closing === null || currencyDigits(stated) === undefined
        ? null
        : { ...toMoney(BigInt(closing.amountMinor), stated), on: closing.on },
  };
}
