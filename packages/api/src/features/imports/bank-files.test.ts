import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import { openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { commitFile, contentOf, previewFile } from "../../test/import-files";

// Files of real banks, which are not ours to publish: name a folder that holds them in
// PFN_TEST_BANK_FILES.
const folder = process.env["PFN_TEST_BANK_FILES"] ?? "";
const t = useRuntime();

interface Facts {
  rows: number;
  net: string;
  /** Lines that are no transactions. */
  others?: number;
  account?: { type: "credit_card" };
}

const FACTS: Readonly<Record<string, Facts>> = {
  "csv-latin1-br-running.csv": { rows: 22, net: "805.00", others: 1 },
  "csv-fr-semicolon-comma-noheader.csv": { rows: 9, net: "-337.44" },
  "csv-us-two-columns-balance.csv": { rows: 7, net: "700.00" },
  "csv-nz-creditcard-inverted-sign.csv": {
    rows: 16,
    net: "187.01",
    account: { type: "credit_card" },
  },
  "csv-paypal-bom-41-columns.csv": { rows: 1, net: "-7.49" },
  "csv-mint-unsigned-with-type.csv": { rows: 7, net: "-688.96" },
};

const made: { caller?: Awaited<ReturnType<typeof asSession>> } = {};
const caller = () => {
  if (made.caller === undefined) throw new Error("Not ready.");
  return made.caller;
};

describe.skipIf(folder === "")("files of real banks", () => {
  beforeAll(async () => {
    made.caller = await asSession(t.runtime, await createUser(t.runtime));
  });
  const account = (options: object = {}) =>
    openAccount(caller(), { name: newId(), currency: "USD", ...options });
  const rowsOf = async (accountId: string) =>
    (await caller().transactions.list({ accountId: [accountId], limit: 200 })).items
      .map(({ date, amount, payee, externalId }) =>
        JSON.stringify([date, amount.amount, payee, externalId]),
      )
      .sort();

  it("every CSV file has its facts here", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".csv"));
    expect(files.sort()).toEqual(Object.keys(FACTS).sort());
  });

  it.each(Object.entries(FACTS))(
    "%s: sums as its facts say, and adds nothing the second time",
    async (file, facts) => {
      const accountId = await account(facts.account);
      const bytes = readFileSync(join(folder, file));
      const first = await commitFile(caller(), accountId, bytes);
      expect(first.preview.ambiguous).toEqual([]);
      expect(first.preview.import?.totals.net.amount).toBe(facts.net);
      expect(first.preview.otherLineCount).toBe(facts.others ?? 0);
      expect(first.rows).toMatchObject({ imported: facts.rows, error: 0 });
      expect(first.balancesAfter).toMatchObject([{ posted: { amount: facts.net } }]);
      const again = await previewFile(caller(), accountId, bytes);
      expect(again).toMatchObject({
        isRemembered: true,
        import: { rows: { new: 0, possible_match: 0, duplicate: facts.rows } },
      });
      const rows = await rowsOf(accountId);
      await caller().operations.undo({ id: first.operationId ?? "" });
      expect(await rowsOf(accountId)).toEqual([]);
      await commitFile(caller(), accountId, bytes);
      expect(await rowsOf(accountId)).toEqual(rows);
    },
  );

  it.each(Object.entries(FACTS).filter(([, { rows }]) => rows > 1))(
    "%s: overlapping halves in either order end in the same rows as the whole",
    async (file, facts) => {
      const whole = contentOf(readFileSync(join(folder, file)));
      const { headerLine = 0 } = (
        await caller().imports.preview({ accountId: await account(facts.account), ...whole })
      ).mapping;
      const lines = readFileSync(join(folder, file), "latin1").split(/(?<=\n)/);
      const [head, body] = [lines.slice(0, headerLine), lines.slice(headerLine)];
      const part = (from: number, to?: number) =>
        Buffer.from([...head, ...body.slice(from, to)].join(""), "latin1");
      const [upper, lower] = [
        part(0, Math.ceil(body.length * 0.7)),
        part(Math.floor(body.length * 0.4)),
      ];
      const { mapping } = await caller().imports.preview({
        accountId: await account(facts.account),
        ...whole,
      });
      const end = async (files: Buffer[]) => {
        const accountId = await account(facts.account);
        for (const bytes of files) await commitFile(caller(), accountId, bytes, { mapping });
        return rowsOf(accountId);
      };
      const expected = await end([readFileSync(join(folder, file))]);
      expect(await end([upper, lower])).toEqual(expected);
      expect(await end([lower, upper])).toEqual(expected);
    },
  );
});
