import { currencyOf, idOf, money, newLines, type Pair, type Play, pick } from "./pair";
import { rowOf, rowsOf, type TransactionRow } from "./rows";
import type { StepOf } from "./steps";

export function playTransfer(step: StepOf<"transfer">, pair: Pair): Play | null {
  const { model } = pair;
  const [from, to] = [pick(pair, "account", step.from), pick(pair, "account", step.to)];
  if (from === undefined || to === undefined) return null;
  // What arrives in another currency is said, and is another amount.
  const isSame = currencyOf(pair, from) === currencyOf(pair, to);
  const received = isSame ? step.amount : step.amount + 7n;
  const leg = (account: number, amount: bigint): TransactionRow => ({
    ...{
      entity: "transaction",
      version: 1,
      kind: "transfer",
      review: "unreviewed",
      status: "posted",
    },
    ...{ account, amount, date: step.day, payee: "Transfer", externalId: null, deletedAt: null },
    lines: newLines(model, amount, [null]),
  });
  const isOpen = [from, to].every(
    (number) => rowOf(model.rows, "account", number)?.closedOn === null,
  );
  const [out, into, number] = [model.newNumber(), model.newNumber(), model.newNumber()];
  return {
    writes:
      from === to || !isOpen
        ? null
        : [
            { number: out, after: leg(from, -step.amount) },
            { number: into, after: leg(to, received) },
            { number, after: { entity: "transfer", version: 1, out, into } },
          ],
    call: (fields) =>
      pair.callers[step.by].transfers.create({
        fromAccountId: idOf(pair, from),
        toAccountId: idOf(pair, to),
        date: step.day,
        amount: money(pair, from, step.amount),
        ...(!isSame && { received: money(pair, to, received) }),
        ...fields,
      }),
  };
}

/** Links two rows that fit each other when there are some and `fits` is true, else any two. */
export function playLink({ by, at, fits }: StepOf<"link">, pair: Pair): Play | null {
  const { model } = pair;
  const all = rowsOf(model.rows, "transaction");
  const pairs = all.flatMap(([out, a]) =>
    all.flatMap(([into, b]) => (out === into ? [] : [{ out, into, a, b }])),
  );
  const fitting = pairs.filter(({ a, b }) => fitTogether(pair, a, b));
  const candidates = fits && fitting.length > 0 ? fitting : pairs;
  const chosen = candidates[at % candidates.length];
  if (chosen === undefined) return null;
  const { out, into, a, b } = chosen;
  const toLeg = (row: TransactionRow): TransactionRow => ({
    ...row,
    kind: "transfer",
    lines: newLines(model, row.amount, [null]),
  });
  return {
    writes: fitTogether(pair, a, b)
      ? [
          { number: out, after: toLeg(a) },
          { number: into, after: toLeg(b) },
          { number: model.newNumber(), after: { entity: "transfer", version: 1, out, into } },
        ]
      : null,
    call: (fields) =>
      pair.callers[by].transfers.link({
        out: { id: idOf(pair, out), version: a.version },
        in: { id: idOf(pair, into), version: b.version },
        ...fields,
      }),
  };
}

const fitTogether = (pair: Pair, out: TransactionRow, into: TransactionRow) =>
  [out, into].every(({ kind, deletedAt }) => kind === "regular" && deletedAt === null) &&
  out.account !== into.account &&
  out.amount < 0n &&
  into.amount > 0n &&
  (currencyOf(pair, out.account) !== currencyOf(pair, into.account) || out.amount === -into.amount);

export function playUnlink({ by, at }: StepOf<"unlink">, pair: Pair): Play | null {
  const { rows } = pair.model;
  const number = pick(pair, "transfer", at);
  const transfer = rowOf(rows, "transfer", number ?? null);
  if (number === undefined || transfer === undefined) return null;
  const legs = [transfer.out, transfer.into].map((leg) => ({
    number: leg,
    row: rowOf(rows, "transaction", leg),
  }));
  const isGone = legs.some(({ row }) => row?.deletedAt !== null);
  return {
    writes: isGone
      ? null
      : [
          { number, after: null },
          ...legs.map((leg) => ({
            number: leg.number,
            after: leg.row ? { ...leg.row, kind: "regular" as const } : null,
          })),
        ],
    call: (fields) => pair.callers[by].transfers.unlink({ id: idOf(pair, number), ...fields }),
  };
}
