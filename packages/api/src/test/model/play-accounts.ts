import { toMoney } from "../../common/money/money";
import type { Write } from "./model-ledger";
import { idOf, newLines, type Pair, type Play, pick } from "./pair";
import { rowOf } from "./rows";
import type { StepOf } from "./steps";

export function playCreateAccount(
  { by, name, opening, day }: StepOf<"createAccount">,
  pair: Pair,
): Play {
  const { model } = pair;
  const account = model.newNumber();
  const writes: Write[] = [
    {
      number: account,
      after: { entity: "account", version: 1, name, currency: "EUR", closedOn: null },
    },
  ];
  if (opening !== null)
    writes.push({
      number: model.newNumber(),
      after: {
        ...{
          entity: "transaction",
          version: 1,
          kind: "opening",
          review: "reviewed",
          status: "posted",
        },
        ...{
          account,
          amount: opening,
          date: day,
          payee: "Opening balance",
          externalId: null,
          deletedAt: null,
        },
        lines: newLines(model, opening, [null]),
      },
    });
  const balance =
    opening === null ? {} : { openingBalance: toMoney(opening, "EUR"), openingDate: day };
  return {
    writes,
    call: (fields) =>
      pair.callers[by].accounts.create({
        name,
        type: "checking",
        currency: "EUR",
        ...balance,
        ...fields,
      }),
  };
}

export function playClose({ by, at, day, isReopened }: StepOf<"close">, pair: Pair): Play | null {
  const number = pick(pair, "account", at);
  const before = rowOf(pair.model.rows, "account", number ?? null);
  if (number === undefined || before === undefined) return null;
  const { close, reopen } = pair.callers[by].accounts;
  return {
    writes:
      (before.closedOn === null) === isReopened
        ? null
        : [{ number, after: { ...before, closedOn: isReopened ? null : day } }],
    call: (fields) => {
      const input = { id: idOf(pair, number), version: before.version, ...fields };
      return isReopened ? reopen(input) : close({ ...input, closedOn: day });
    },
  };
}
