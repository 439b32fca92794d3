import type { ConformanceEndpoint, TestKey } from "@pfn/api/testing";
import { expect } from "vitest";
import { z } from "zod";

/** Found nowhere else, in no form: what is somebody's own in a ledger, as text or as an amount. */
export const PRIVATE = {
  amount: "48151623.42",
  minor: "4815162342",
  payee: "Quagga Tearooms",
  note: "for the zyzzyva's birthday",
  lineNote: "half of it was phlox",
  account: "Yttrium Savings",
  category: "Xylophone Lessons",
  reason: "odd kumquat reason",
  bankId: "BANK-ZEUGMA-0815",
  fileName: "katzenjammer.csv",
  label: "Jabberwock agent",
} as const;

const { amount, payee, note, lineNote, account, category, reason, bankId, fileName } = PRIVATE;

interface Life {
  endpoint: ConformanceEndpoint;
  /** For what the endpoint does not have. */
  trpcEndpoint: ConformanceEndpoint;
  url: string;
  key: TestKey;
}

const Made = z.looseObject({
  account: z.object({ id: z.string() }).optional(),
  operationId: z.string().nullish(),
});
const Created = z.looseObject({ results: z.array(z.looseObject({ id: z.string().optional() })) });
const Preview = z.looseObject({ import: z.looseObject({ id: z.string() }) });

const money = (sign: "" | "-" = "-") => ({ amount: `${sign}${amount}`, currency: "EUR" });

/** A caller that says what it should and what it should not, and hears what it is answered. */
export class PrivateLife {
  /** Every answer, for a look at whether the private texts were in it. */
  readonly heard: string[] = [];
  accountId = "";
  otherId = "";

  constructor(readonly life: Life) {}

  /** @param status what the call comes to; undefined where endpoints differ by design */
  async say(procedure: string, input: Record<string, unknown>, status?: number): Promise<unknown> {
    const { endpoint, trpcEndpoint, url, key } = this.life;
    const through = endpoint.offers(procedure) ? endpoint : trpcEndpoint;
    const outcome = await through.call({ url, procedure, input, authorization: key.authorization });
    if (status !== undefined)
      expect(outcome.status, `${procedure}: ${JSON.stringify(outcome)}`).toBe(status);
    this.heard.push(JSON.stringify(outcome));
    return outcome.data;
  }

  row = (more: Record<string, unknown> = {}) => ({
    ...{ accountId: this.accountId, date: "2026-03-31", amount: money(), payee, note },
    lines: [{ amount: money(), note: lineNote }],
    ...more,
  });

  async openAccounts(): Promise<void> {
    const open = async (name: string) => {
      const opening = { openingBalance: money(""), openingDate: "2026-01-01", note, reason };
      const made = await this.say(
        "accounts.create",
        { name, type: "cash", currency: "EUR", ...opening },
        200,
      );
      return Made.parse(made).account?.id ?? "";
    };
    this.accountId = await open(account);
    this.otherId = await open(`${account} too`);
    await this.say(
      "accounts.create",
      { name: account, type: payee, currency: note, [payee]: note },
      400,
    );
    await this.say("categories.create", { name: category, kind: "expense", reason }, 200);
    await this.say("categories.create", { name: category, kind: "expense" }, 409);
  }

  async write(): Promise<void> {
    const create = (rows: unknown, more: Record<string, unknown>, status: number) =>
      this.say("transactions.create", { transactions: rows, ...more }, status);
    const idempotencyKey = bankId;
    const made = await create([this.row({ externalId: bankId })], { reason, idempotencyKey }, 200);
    const id = Created.parse(made).results[0]?.id ?? "";
    await create([this.row()], { reason, idempotencyKey }, 422);
    await create([this.row()], { reason, dryRun: true }, 200);
    await create([this.row({ amount: { amount: `${amount}9`, currency: "EUR" } })], {}, 400);
    await create([this.row({ amount: { amount: Number(amount), currency: "EUR" } })], {}, 400);
    await create([this.row({ lines: [{ amount: money("") }] })], {}, 400);
    await create([this.row({ [payee]: note })], { [reason]: payee }, 400);
    await create([this.row({ accountId: "01970000-0000-7000-8000-000000000001" })], {}, 404);
    await create(payee, { reason: `${reason}\0` }, 400);
    const patch = {
      payee: `${payee} & Sons`,
      note: `${note}!`,
      lines: [{ amount: money(), note: lineNote }],
    };
    await this.say(
      "transactions.update",
      { transactions: [{ id, version: 1, patch }], reason },
      200,
    );
    await this.say(
      "transactions.update",
      { transactions: [{ id, version: 1, patch }], reason },
      409,
    );
    await this.say(
      "transactions.update",
      { transactions: [{ id: payee, version: 1, patch: { amount } }] },
      400,
    );
    const transfer = {
      fromAccountId: this.accountId,
      toAccountId: this.otherId,
      date: "2026-03-30",
      payee,
      note,
    };
    const moved = await this.say(
      "transfers.create",
      { ...transfer, amount: money(""), reason },
      200,
    );
    await this.say("transfers.create", { ...transfer, amount: money(), reason }, 400);
    await this.say("operations.undo", { id: Made.parse(moved).operationId, reason }, 200);
    await this.say("operations.undo", { id: Made.parse(moved).operationId, reason }, 409);
  }

  async read(): Promise<void> {
    await this.say("transactions.list", { q: payee, min: amount, include: "totals" }, 200);
    await this.say("transactions.list", { q: note, cursor: payee }, 400);
    await this.say("transactions.list", { sort: payee, max: `${amount}x` }, 400);
    // Agents may name an account; programs send its id.
    await this.say("transactions.list", { accountId: [account] });
    await this.say("transactions.list", { accountId: [`${account} that is not there`] });
    await this.say("transactions.get", { id: payee }, 400);
    await this.say("accounts.list", {}, 200);
    await this.say("accounts.list", { q: account }, 400);
    await this.say(
      "reports.summary",
      { from: "2026-01-01", to: "2026-12-31", groupBy: "account" },
      200,
    );
    await this.say("reports.summary", { from: note, to: payee, groupBy: category }, 400);
    await this.say("operations.list", { limit: 50 }, 200);
    await this.say("changes.list", { since: "0" }, 200);
    await this.say("changes.list", { since: payee }, 400);
    await this.say("exports.transactions", { q: payee, accountId: [this.accountId] }, 200);
    await this.say("exports.transactions", { q: payee, min: payee }, 400);
  }

  /** Files of a bank and of pfn's own, good, half good and broken. */
  async importFiles(): Promise<void> {
    const preview = (text: string, status: number, more: Record<string, unknown> = {}) =>
      this.say("imports.preview", { accountId: this.accountId, fileName, text, ...more }, status);
    const header = "Date,Payee,Amount,Note,Transaction ID\n";
    const line = (date: string, end = "\n") =>
      `${date},${payee},-${amount},${note},${bankId}-${date}${end}`;
    const days = ["2026-03-21", "2026-03-22", "2026-03-23", "2026-03-24", note];
    const found = await preview(header + days.map((day) => line(day)).join(""), 200);
    await preview(`${header}${line("2026-03-28")}2026-03-28,"${payee},${amount}`, 400);
    await preview(header + line("2026-03-28", "\0"), 400);
    await preview(header + line("2026-03-28"), 400, {
      mapping: { dateColumn: 99, payeeColumn: payee },
    });
    const { import: draft } = Preview.parse(found);
    await this.say("imports.get", { id: draft.id }, 200);
    await this.say(
      "imports.commit",
      { id: draft.id, decisions: [{ index: 99, decision: "match" }], reason },
      400,
    );
    await this.say("imports.commit", { id: draft.id, reason }, 200);
    await this.say("imports.commit", { id: draft.id, reason }, 409);
    const item = {
      ...this.row(),
      id: this.accountId,
      account,
      status: "posted",
      kind: "regular",
      review: "reviewed",
    };
    const own = { ...item, lines: [], transfer: null, externalId: bankId, rawText: payee };
    await preview(JSON.stringify([own, { ...own, amount: Number(amount), payee: 7 }]), 200);
    await preview(JSON.stringify([own]).slice(0, -20), 400);
    await preview(`[{"${payee}":"${note}"}]`, 400);
    await preview(`[${JSON.stringify(own).replace("{", `{"payee":"${payee}",`)}]`, 400);
    await preview(`[${JSON.stringify(own)} ${payee}]`, 400);
  }
}
