import type { Db } from "@pfn/db";
import { newId } from "../../common/ids";
import { CASES } from "../conformance/cases";
import type { NarrowedKey } from "./narrowed-key";
import type { IdKind, MarkedLedger } from "./world";

export type Input = Readonly<Record<string, unknown>>;

/** Rows of another kind or state tried in the place of each id. */
const OTHERS = 3;

/** Versions of the ledger's rows just now, by id. */
async function readVersions(db: Db, ledgerId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db.$queryRaw<{ id: string; version: number }[]>`
    select id::text, version from accounts where ledger_id = ${ledgerId}::uuid
    union all select id::text, version from categories where ledger_id = ${ledgerId}::uuid
    union all select id::text, version from transactions where ledger_id = ${ledgerId}::uuid`;
  return new Map(rows.map(({ id, version }) => [id, version]));
}

const isRecord = (value: unknown): value is Input =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A copy in which `change` has looked at each field, innermost first. */
function mapFields(
  value: unknown,
  change: (name: string, value: unknown, row: Input) => unknown,
): unknown {
  if (Array.isArray(value)) return value.map((item) => mapFields(item, change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      change(name, mapFields(field, change), value),
    ]),
  );
}

const mapInput = (
  input: Input,
  change: (name: string, value: unknown, row: Input) => unknown,
): Input => {
  const mapped = mapFields(input, change);
  return isRecord(mapped) ? mapped : input;
};

/** Where in the order of their making transactions of some sorts stand. */
const PLACES = { split: 1, inClosedAccount: 3, leg: 16 };

/**
 * What is called beside the conformance suite's calls: inputs that come close to somebody's rows.
 */
const BESIDE: Readonly<
  Record<string, (ledger: MarkedLedger, agent: NarrowedKey) => readonly Input[]>
> = {
  "accounts.close": ({ accountId, closedAccountId }) => [
    { id: accountId, version: 1, closedOn: "2025-06-30" },
    { id: closedAccountId, version: 2 },
  ],
  "accounts.reopen": ({ accountId }) => [{ id: accountId, version: 1 }],
  "accounts.assertBalance": ({ accountId }) => [
    { accountId, on: "2026-03-31", amount: "1.00" },
    { accountId, on: "2026-03-31", amount: { amount: "1.00", currency: "USD" } },
  ],
  "accounts.balanceChecks": ({ ids }) => ids.account.map((id) => ({ accountId: id, limit: 200 })),
  "categories.create": ({ ids }) => [{ name: "Below", kind: "expense", parentId: ids.category[1] }],
  "transactions.create": ({ accountId, names }) => [
    {
      transactions: names.externalId.slice(0, 200).map((externalId) => ({
        ...{
          accountId,
          date: "2026-03-20",
          amount: { amount: "-1.00", currency: "EUR" },
          payee: "Guess",
          externalId,
        },
      })),
    },
  ],
  "transactions.update": ({ ids: { transaction: rows } }) =>
    [
      { id: rows[PLACES.leg], patch: { amount: { amount: "-1.00", currency: "EUR" } } },
      { id: rows[PLACES.split], patch: { amount: { amount: "-1.00", currency: "EUR" } } },
      { id: rows[PLACES.inClosedAccount], patch: { date: "2026-03-31" } },
    ].map((row) => ({ transactions: [{ ...row, version: 1 }] })),
  "transactions.delete": ({ ids: { transaction: rows } }) => [
    { ids: [rows[PLACES.leg]], expectedCount: 1 },
    { ids: [rows[PLACES.leg]], expectedCount: 2 },
  ],
  "operations.get": (_, { operationIds }) => operationIds.map((id) => ({ id })),
  "operations.undo": (_, { operationIds }) => operationIds.map((id) => ({ id })),
  "operations.undoMany": () => [{ since: "2000-01-01T00:00:00Z" }],
  "operations.list": () => [{ limit: 200 }],
  "changes.list": () => [{ limit: 200 }, { limit: 200, since: "40" }],
  "transactions.list": () => [{ limit: 200, include: "totals" }, { limit: 1 }],
  "accounts.list": () => [{ limit: 200 }, { limit: 1 }],
  "categories.list": () => [{}, { limit: 1 }],
  "imports.list": () => [{ limit: 200 }, { limit: 1 }],
  "imports.get": ({ ids }) => ids.import.slice(0, 2).map((id) => ({ id, limit: 200 })),
  "imports.preview": ({ accountId, file }) => [{ accountId, fileName: "guess.csv", text: file }],
  "imports.commit": ({ importId }) => [
    { id: importId, decisions: [{ index: 1, decision: "skip" }] },
    { id: importId, decisions: [{ index: 1, decision: "match" }] },
    { id: importId, decisions: [{ index: 9, decision: "match" }] },
  ],
  "reports.summary": () =>
    (["category", "month", "account"] as const).map((groupBy) => ({
      from: "2025-01-01",
      to: "2026-12-31",
      groupBy,
    })),
};

/**
 * What a procedure is asked by a key: the conformance suite's call first. Versions are those of
 * this moment.
 */
export async function inputsFor(
  db: Db,
  { path, ledger, agent }: { path: string; ledger: MarkedLedger; agent: NarrowedKey },
): Promise<Input[]> {
  const made = CASES[path];
  if (made === undefined) throw new Error(`${path} has no case.`);
  const [operationId = ""] = agent.operationIds;
  const {
    dryRun: _,
    idempotencyKey: __,
    ...plain
  } = made.input({ ...ledger, key: agent.key, operationId });
  const versions = await readVersions(db, ledger.user.liveLedgerId);
  return [plain, ...(BESIDE[path]?.(ledger, agent) ?? [])].map((input) =>
    atVersions(input, versions),
  );
}

/** Every row at the version that it has. */
const atVersions = (input: Input, versions: ReadonlyMap<string, number>): Input =>
  mapInput(input, (name, value, row) =>
    name === "version" ? (versions.get(String(row["id"])) ?? value) : value,
  );

/**
 * The same call gone wrong in every way that its fields allow, and aimed at every other row of the
 * kind that it names.
 */
export async function slipsOf(db: Db, ledger: MarkedLedger, input: Input): Promise<Input[]> {
  const versions = await readVersions(db, ledger.user.liveLedgerId);
  const kinds = new Map(
    (Object.entries(ledger.ids) as [IdKind, string[]][]).flatMap(([kind, ids]) =>
      ids.map((id) => [id, kind] as const),
    ),
  );
  const swap = (from: unknown, to: unknown) =>
    mapInput(input, (_, value) =>
      Array.isArray(value)
        ? value.map((item) => (item === from ? to : item))
        : value === from
          ? to
          : value,
    );
  const named = [
    ...new Set(JSON.stringify(input).match(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g) ?? []),
  ];
  const elsewhere = named.flatMap((id) => {
    const kind = kinds.get(id);
    const others =
      kind === undefined ? [] : ledger.ids[kind].filter((other) => other !== id).slice(0, OTHERS);
    return [...others, newId()].map((other) => atVersions(swap(id, other), versions));
  });
  const change = (field: string, to: (before: unknown) => unknown) => {
    const changed = mapInput(input, (name, value) => (name === field ? to(value) : value));
    return JSON.stringify(changed) === JSON.stringify(input) ? [] : [changed];
  };
  const taken = [...ledger.names.account.slice(0, 2), ...ledger.names.category.slice(0, 2)];
  return [
    ...elsewhere,
    ...taken.flatMap((name) => ("name" in input || "note" in input ? [{ ...input, name }] : [])),
    ...change("version", (version) => Number(version) + 7),
    ...change("currency", () => "JPY"),
    ...change("expectedCount", (count) => Number(count) + 1),
    { ...input, nonsense: "1" },
    { ...input, limit: 0 },
  ];
}
