import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { contentOf, previewFile } from "../../test/import-files";
import { MappingChoice } from "./mapping-schema";

type Sent = Parameters<AppCaller["imports"]["preview"]>[0];

// Files of real banks, which are not ours to publish: name a folder that holds them in
// PFN_TEST_BANK_FILES. What is right for each stands in `formats/expected.json` there.
const folder = process.env["PFN_TEST_BANK_FILES"] ?? "";
const t = useRuntime();

const Balance = z.object({ amount: z.string(), on: z.string().nullable() }).nullable();
const Statement = z.object({
  account: z.string().nullable(),
  currency: z.string(),
  count: z.int(),
  in: z.string(),
  out: z.string(),
  net: z.string(),
  closing: Balance,
  balance: z.enum(["proven", "none", "gap", "gap-in-file"]),
  rows: z.array(
    z.object({
      date: z.union([z.string(), z.array(z.string())]),
      amount: z.string(),
      payee: z.string().optional(),
    }),
  ),
});
const Expected = z.object({
  format: z.string(),
  import: z.object({ accountType: z.enum(["checking", "credit_card"]) }),
  questions: z.int(),
  refused: z.string().nullable(),
  statements: z.array(Statement),
});

function readExpected(): [string, z.infer<typeof Expected>][] {
  if (folder === "") return [];
  const text = readFileSync(join(folder, "formats", "expected.json"), "utf8");
  return Object.entries(z.record(z.string(), Expected).parse(JSON.parse(text)));
}

const FILES = readExpected();

describe.skipIf(FILES.length === 0)("files of real banks in every format", () => {
  let caller: AppCaller;
  beforeAll(async () => {
    caller = await asSession(t.runtime, await createUser(t.runtime));
  });

  interface Wanted {
    questions: number;
    statement: z.infer<typeof Statement>;
  }

  /** The preview of one account, after the questions that a file may leave; its number is none. */
  async function settle(sent: Sent, { questions, statement }: Wanted) {
    const open = await caller.imports.preview(sent);
    const part = open.parts.find(({ ref }) => open.parts.length > 1 && ref === statement.account);
    const chosen = part === undefined ? sent : { ...sent, part: part.part };
    const first = part === undefined ? open : await caller.imports.preview(chosen);
    expect(first.ambiguous.length).toBeLessThanOrEqual(questions);
    for (const { field, options } of first.ambiguous)
      for (const { value } of options) {
        const mapping = MappingChoice.parse({ [field]: value });
        const answered = await caller.imports.preview({ ...chosen, mapping });
        if (answered.import?.totals.net.amount === statement.net) return answered;
      }
    return first;
  }

  it.each(FILES.filter(([, { refused }]) => refused === null))(
    "%s: rows, days, amounts, payees and balances as expected, with no question too many; " +
      "nothing the second time",
    async (name, expected) => {
      const bytes = readFileSync(join(folder, "formats", name));
      for (const statement of expected.statements) {
        const accountId = await openAccount(caller, {
          name: newId(),
          type: expected.import.accountType,
          currency: statement.currency,
        });
        const sent = { accountId, ...contentOf(bytes) };
        const preview = await settle(sent, { ...expected, statement });
        expect(preview).toMatchObject({
          ...{ format: expected.format, ambiguous: [], import: { totals: totalsOf(statement) } },
        });
        const { rows } = await caller.imports.commit({ id: preview.import?.id ?? "" });
        expect(rows.imported).toBe(statement.count);
        const read = preview.items.filter(({ verdict }) => verdict === "new");
        expect(read).toMatchObject(
          statement.rows.map(({ date, amount, payee }) => ({
            date: expect.toSatisfy((day) => [date].flat().includes(day)),
            amount: { amount, currency: statement.currency },
            ...(payee !== undefined && { payee }),
          })),
        );
        const { balance = null } = preview.import ?? {};
        if (statement.balance === "none") expect(balance).toBeNull();
        else expect(Number(balance?.gap.amount) !== 0).toBe(CONTRADICTS === statement.balance);
        if (!TABLES.includes(expected.format)) expectPart(preview.parts, statement);
        const again = await previewFile(caller, accountId, bytes);
        expect(again.import?.rows).toMatchObject({ new: 0, possible_match: 0 });
      }
    },
  );

  it.each(FILES.filter(([, { refused }]) => refused !== null))(
    "%s: refused, and the bank's own words are named",
    async (name) => {
      const bytes = readFileSync(join(folder, "formats", name));
      const refusal = previewFile(caller, await openAccount(caller, { name: newId() }), bytes);
      await expect(refusal).rejects.toMatchObject({
        cause: {
          path: "content",
          message: expect.stringMatching(/"General Server Error".*no statement/),
        },
      });
    },
  );
});

/** Said of a file whose own balances do not follow from its rows. */
const CONTRADICTS = "gap-in-file";
/** Their rows seldom name an account. */
const TABLES: readonly string[] = ["csv", "xlsx"];

const totalsOf = (statement: z.infer<typeof Statement>) => ({
  in: { amount: statement.in },
  out: { amount: statement.out },
  net: { amount: statement.net },
});

type Parts = Awaited<ReturnType<typeof previewFile>>["parts"];

/** A file may state more than is expected of it. */
function expectPart(parts: Parts, { account, closing, rows }: z.infer<typeof Statement>): void {
  expect(parts).toMatchObject([{ part: 1, ref: account }]);
  if (closing !== null) {
    expect(parts[0]?.closing?.amount).toBe(closing.amount);
    if (closing.on !== null) expect(parts[0]?.closing?.on).toBe(closing.on);
  }
  const days = rows.map(({ date }) => [date].flat()[0] ?? "").sort();
  expect([parts[0]?.from, parts[0]?.to]).toEqual([days[0] ?? null, days.at(-1) ?? null]);
}
