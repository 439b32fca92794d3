import fc from "fast-check";
import { expect, it } from "vitest";
import { formatAmount, parseAmount } from "../money/money";
import type { AppCaller } from "../root";
import { eur, openAccount, purchase } from "../test/books";
import { asSession } from "../test/callers";
import { useRuntime } from "../test/database";
import { createUser } from "../test/factories";
import { ModelLedger, type ModelRow } from "../test/model-ledger";
import { currentRows, replayLog } from "../test/replay-log";

const t = useRuntime();

const row = fc.record<ModelRow>({
  account: fc.nat(1),
  amount: fc.bigInt({ min: -1_000n, max: 1_000n }),
  payee: fc.constantFrom("Bakery", "Cinema"),
  externalId: fc.option(fc.constantFrom("1", "2", "3")),
});
const step = fc.oneof(
  fc.record({
    kind: fc.constant("create" as const),
    rows: fc.array(row, { minLength: 1, maxLength: 3 }),
    dryRun: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("update" as const), at: fc.nat(), amount: row.map(({ amount }) => amount) }),
  fc.record({ kind: fc.constant("undo" as const), at: fc.nat(9), dryRun: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Does the same steps to a real ledger and to the model. */
class Pair {
  readonly model = new ModelLedger();
  /** Real ids by the model's numbers. */
  readonly #rows = new Map<number, string>();
  readonly #versions = new Map<string, number>();
  readonly #operations: string[] = [];

  constructor(
    readonly caller: AppCaller,
    readonly accounts: readonly string[],
  ) {}

  async take(step: Step): Promise<void> {
    if (step.kind === "create") return this.#create(step);
    if (step.kind === "update") return this.#update(step);
    return this.#undo(step);
  }

  async #create({ rows, dryRun }: Extract<Step, { kind: "create" }>): Promise<void> {
    const transactions = rows.map(({ account, amount, payee, externalId }) =>
      purchase(this.accounts[account] ?? "", {
        amount: eur(formatAmount(amount, "EUR")),
        payee,
        ...(externalId && { externalId }),
      }),
    );
    const made = await this.caller.transactions.create({ transactions, dryRun });
    if (dryRun) return;
    for (const [index, { row: number, isNew }] of this.model.create(rows).entries()) {
      const result = made.results[index];
      expect(result?.result).toBe(isNew ? "created" : "duplicate");
      if (result?.result === "created") this.#rows.set(number, result.id);
      if (result?.result === "duplicate") expect(result.existingId).toBe(this.#rows.get(number));
    }
    this.#operations.push(made.operationId ?? "");
  }

  async #update({ at, amount }: Extract<Step, { kind: "update" }>): Promise<void> {
    const numbers = [...this.model.rows.keys()];
    const number = numbers[at % numbers.length];
    if (number === undefined) return;
    const id = this.#rows.get(number) ?? "";
    const patch = { amount: eur(formatAmount(amount, "EUR")) };
    const made = await this.caller.transactions.update({
      transactions: [{ id, version: this.#versions.get(id) ?? 1, patch }],
    });
    this.model.update(number, { amount });
    this.#operations.push(made.operationId ?? "");
  }

  async #undo({ at, dryRun }: Extract<Step, { kind: "undo" }>): Promise<void> {
    const index = this.#operations.length - 1 - at;
    const id = this.#operations[index];
    if (id === undefined) return;
    const isUndone = this.model.operations[index]?.isUndone;
    const answer = await this.caller.operations.undo({ id, dryRun: dryRun && isUndone !== true }).catch(() => null);
    if (dryRun && isUndone !== true) return expect(answer?.outcome).toBe("dryRun");
    expect(answer !== null).toBe(this.model.undo(index));
    if (answer !== null) this.#operations.push(answer.operationId ?? "");
  }

  async compare(): Promise<void> {
    const { items } = await this.caller.transactions.list({ limit: 200 });
    for (const { id, version } of items) this.#versions.set(id, version);
    const real = items.map(({ id, accountId, amount, payee, externalId }) => [
      id,
      { account: this.accounts.indexOf(accountId), amount: parseAmount(amount.amount, "EUR"), payee, externalId },
    ]);
    const expected = [...this.model.rows].map(([number, content]) => [this.#rows.get(number), content]);
    expect(new Map(real as [string, ModelRow][])).toEqual(new Map(expected as [string, ModelRow][]));
    const accounts = (await this.caller.accounts.list({ asOf: "2200-12-31" })).items;
    expect(accounts.map(({ posted }) => parseAmount(posted.amount, "EUR"))).toEqual(
      [0, 1].map((account) => this.model.balance(account)),
    );
    const operations = (await this.caller.operations.list({ limit: 200 })).items.filter(({ id }) =>
      this.#operations.includes(id),
    );
    expect(operations.map(({ state }) => state === "undone").reverse()).toEqual(
      this.model.operations.map(({ isUndone }) => isUndone),
    );
  }
}

it("a ledger agrees with a model of a few lines after every step: rows, duplicates, balances, undo, states; and its log replays", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const user = await createUser(t.runtime);
      const caller = await asSession(t.runtime, user);
      const pair = new Pair(caller, [
        await openAccount(caller, { name: "A" }),
        await openAccount(caller, { name: "B" }),
      ]);
      for (const next of steps) {
        await pair.take(next);
        await pair.compare();
      }
      const { rev } = await t.runtime.db.ledger.findUniqueOrThrow({ where: { id: user.liveLedgerId } });
      expect(Number(rev)).toBe(3 + pair.model.operations.length);
      expect(await replayLog(t.runtime.db, user.liveLedgerId)).toEqual(
        await currentRows(t.runtime.db, user.liveLedgerId),
      );
    }),
    { numRuns: fc.readConfigureGlobal().numRuns ?? 8 },
  );
});
