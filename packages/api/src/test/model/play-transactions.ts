import { expect } from "vitest";
import type { Write } from "./model-ledger";
import {
  areUsable,
  idOf,
  money,
  newLines,
  type Pair,
  type Play,
  pick,
  pickCategory,
  wireLines,
} from "./pair";
import { rowOf, rowsOf, type TransactionRow } from "./rows";
import type { PatchStep, StepOf } from "./steps";

export function playCreate({ by, rows }: StepOf<"create">, pair: Pair): Play | null {
  const { model } = pair;
  const made = rows.map((row): TransactionRow => {
    const categories = row.categories.map((at) => pickCategory(pair, at));
    const { amount, day: date, payee, externalId, status } = row;
    const account = pick(pair, "account", row.account) ?? 0;
    const lines = newLines(model, amount, categories);
    const fixed = {
      entity: "transaction",
      version: 1,
      kind: "regular",
      review: "unreviewed",
      deletedAt: null,
    } as const;
    return { ...fixed, account, amount, date, payee, externalId, status, lines };
  });
  if (made.some(({ account }) => account === 0)) return null;
  const isRefused = made.some(
    ({ account, lines }) =>
      rowOf(model.rows, "account", account)?.closedOn !== null ||
      !areUsable(
        pair,
        lines.map(({ category }) => category),
      ),
  );
  const { writes, results } = withoutTwins(pair, made);
  return {
    writes: isRefused ? null : writes,
    call: (fields) =>
      pair.callers[by].transactions.create({
        transactions: made.map((row) => toNewTransaction(pair, row)),
        ...fields,
      }),
    check: (answer) => expect(answer).toMatchObject({ results }),
  };
}

/**
 * A row whose external id its account has already is a duplicate, also of one before it in the same
 * call.
 */
function withoutTwins({ model, ids }: Pair, made: readonly TransactionRow[]) {
  const writes: (Write & { after: TransactionRow })[] = [];
  const results = made.map((row) => {
    const isTwin = (other: TransactionRow) =>
      row.externalId !== null &&
      other.account === row.account &&
      other.externalId === row.externalId;
    const earlier = rowsOf(model.rows, "transaction").find(([, other]) => isTwin(other));
    if (earlier !== undefined) return { result: "duplicate", existingId: ids.get(earlier[0]) };
    if (writes.some(({ after }) => isTwin(after))) return { result: "duplicate" };
    writes.push({ number: model.newNumber(), after: row });
    return { result: "created" };
  });
  return { writes, results };
}

const toNewTransaction = (pair: Pair, row: TransactionRow) => ({
  accountId: idOf(pair, row.account),
  date: row.date,
  amount: money(pair, row.account, row.amount),
  payee: row.payee,
  status: row.status,
  lines: wireLines(pair, row.account, row.lines),
  ...(row.externalId !== null && { externalId: row.externalId }),
});

export function playPatch({ by, rows, isStale }: StepOf<"patch">, pair: Pair): Play | null {
  const { model } = pair;
  const patches = new Map<number, Patched>();
  for (const { at, patch } of rows) {
    const number = pick(pair, "transaction", at);
    const before = rowOf(model.rows, "transaction", number ?? null);
    if (number === undefined || before === undefined) return null;
    for (const [leg, own] of withOtherLeg(pair, number, patch)) {
      const row = rowOf(model.rows, "transaction", leg);
      if (row !== undefined) patches.set(leg, applyPatch(pair, row, own));
    }
  }
  const all = [...patches];
  return {
    writes:
      isStale || all.some(([, { after }]) => after === null)
        ? null
        : all.map(([number, { after }]) => ({ number, after })),
    call: (fields) =>
      pair.callers[by].transactions.update({
        transactions: all.map(([number, { version, patch }]) => ({
          id: idOf(pair, number),
          version: isStale ? version + 1 : version,
          patch,
        })),
        ...fields,
      }),
  };
}

type WirePatch = Parameters<
  Pair["callers"]["owner"]["transactions"]["update"]
>[0]["transactions"][number]["patch"];

/** What a row becomes (null: the patch is refused), and the patch as it is sent. */
interface Patched {
  version: number;
  patch: WirePatch;
  after: TransactionRow | null;
}

/**
 * The rows that a patch is for: with `bothLegs` also the other leg of a transfer, with the opposite
 * amount.
 */
function withOtherLeg({ model }: Pair, number: number, patch: PatchStep): [number, PatchStep][] {
  const transfer = rowsOf(model.rows, "transfer").find(
    ([, { out, into }]) => out === number || into === number,
  )?.[1];
  if (transfer === undefined || patch.field !== "amount" || !patch.bothLegs)
    return [[number, patch]];
  const other = transfer.out === number ? transfer.into : transfer.out;
  return [
    [number, patch],
    [other, { ...patch, amount: -patch.amount }],
  ];
}

function applyPatch(pair: Pair, before: TransactionRow, step: PatchStep): Patched {
  const { version, account, kind, lines } = before;
  const patched = (patch: WirePatch, fields: Partial<TransactionRow> | null): Patched => ({
    version,
    patch,
    after: fields === null || before.deletedAt !== null ? null : { ...before, ...fields },
  });
  if (step.field === "date") return patched({ date: step.day }, { date: step.day });
  if (step.field === "payee") return patched({ payee: step.payee }, { payee: step.payee });
  if (step.field === "status") return patched({ status: step.status }, { status: step.status });
  if (step.field === "review") return patched({ review: "reviewed" }, { review: "reviewed" });
  if (step.field === "amount") {
    const [only, ...more] = lines;
    const patch = { amount: money(pair, account, step.amount) };
    if (step.amount === before.amount) return patched(patch, {});
    if (only === undefined || more.length > 0) return patched(patch, null);
    return patched(patch, { amount: step.amount, lines: [{ ...only, amount: step.amount }] });
  }
  const ats = step.field === "split" ? step.categories : [step.category];
  const categories = ats.map((at) => pickCategory(pair, at));
  const next = newLines(pair.model, before.amount, categories);
  const [first] = categories;
  const patch =
    step.field === "split"
      ? { lines: wireLines(pair, account, next) }
      : { categoryId: first == null ? null : idOf(pair, first) };
  // One that the row has already may stay, archived or not.
  const had = new Set(lines.map(({ category }) => category));
  const isAllowed = areUsable(
    pair,
    categories.filter((category) => !had.has(category)),
  );
  return patched(patch, kind === "regular" && isAllowed ? { lines: next } : null);
}

export function playDelete({ by, rows }: StepOf<"delete">, pair: Pair): Play | null {
  const { model, clock } = pair;
  const named = [...new Set(rows.flatMap((at) => pick(pair, "transaction", at) ?? []))];
  if (named.length === 0) return null;
  const transfers = rowsOf(model.rows, "transfer").map(([, transfer]) => transfer);
  const all = new Set(named);
  for (const { out, into } of transfers) if (all.has(out) || all.has(into)) all.add(out).add(into);
  const found = [...all].map((number) => ({
    number,
    row: rowOf(model.rows, "transaction", number),
  }));
  return {
    writes: named.some((number) => rowOf(model.rows, "transaction", number)?.deletedAt !== null)
      ? null
      : found.map(({ number, row }) => ({
          number,
          after: row === undefined ? null : { ...row, deletedAt: clock.now },
        })),
    call: (fields) =>
      pair.callers[by].transactions.delete({
        ids: named.map((number) => idOf(pair, number)),
        expectedCount: all.size,
        ...fields,
      }),
  };
}
