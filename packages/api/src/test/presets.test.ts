import { expandScopes, PRESETS, type PresetId, SCOPES, type Scope } from "@pfn/keys";
import { array, assert, asyncProperty, nat, record } from "fast-check";
import { beforeAll, it } from "vitest";
import { PROCEDURES } from "../http/procedure-table";
import { withKey } from "./callers";
import { trpcEndpoint } from "./conformance";
import { useRuntime } from "./database";
import { dumpTables } from "./dump-tables";
import { createKey, type TestKey } from "./factories";
import {
  arrangesCategoriesOnly,
  categorizesOnly,
  changesNothing,
  keepsAccounts,
  keepsAllRows,
  type Law,
  managesAccountsOnly,
} from "./laws";
import { type Input, inputsFor, slipsOf } from "./markers/inputs";
import { createMarkedLedger, type MarkedLedger } from "./markers/world";
import { useServer } from "./server";

const t = useRuntime();
const server = useServer(t);

/** Calls of one key in a row, and how often that is tried. */
const CALLS = 12;
const RUNS = 4;

/** Which of a key's possible calls to make, and what to put into it. */
const Choice = record({ path: nat(), input: nat(), slip: nat() });
type Choice = { path: number; input: number; slip: number };

const scopesOf = (wanted: PresetId): readonly Scope[] =>
  PRESETS.find(({ id }) => id === wanted)?.scopes ?? [];

const pick = <T>(from: readonly T[], at: number): T | undefined =>
  from[at % Math.max(1, from.length)];

/** Every procedure that the scopes open; where any of their own write, the writes. */
function openTo(scopes: readonly Scope[]): string[] {
  const open = [...PROCEDURES].flatMap(([path, { meta, type }]) => {
    const access = meta?.access;
    if (access?.kind !== "key" && access?.kind !== "ledger") return [];
    if (access.scope !== null && !expandScopes(scopes).has(access.scope)) return [];
    return [
      {
        path,
        isOwnWrite: type === "mutation" && access.scope !== null,
        isWrite: type === "mutation",
      },
    ];
  });
  const writes = open.some(({ isOwnWrite }) => isOwnWrite)
    ? open.filter(({ isWrite }) => isWrite)
    : open;
  return writes.map(({ path }) => path);
}

interface Setting {
  ledger: MarkedLedger;
  key: TestKey;
  scopes: readonly Scope[];
  /** Operations of the key, which it may try to undo. */
  operationIds: string[];
}

const made: { ledger?: MarkedLedger } = {};
beforeAll(async () => {
  made.ledger = await createMarkedLedger(t.runtime);
});

/**
 * Calls what the scopes open, in any order, with any of the inputs that fit the ledger and any
 * slip; then looks at the rows.
 */
async function play(scopes: readonly Scope[], law: Law): Promise<void> {
  const { ledger } = made;
  if (ledger === undefined) throw new Error("No ledger.");
  const key = await createKey(t.runtime, ledger.user, { scopes });
  const setting = { ledger, key, scopes, operationIds: [] };
  // The owner's drafts are no rows of the books, and are previewed anew as they are used up.
  // What the key adds meanwhile it may change and undo.
  const before = await dumpTables(t.runtime.db);
  await assert(
    asyncProperty(array(Choice, { minLength: CALLS, maxLength: CALLS }), async (choices) => {
      for (const choice of choices) await call(setting, choice);
      law(before, await dumpTables(t.runtime.db));
    }),
    { numRuns: RUNS },
  );
}

async function call({ ledger, key, scopes, operationIds }: Setting, choice: Choice): Promise<void> {
  const path = pick(openTo(scopes), choice.path) ?? "me.get";
  if (path === "imports.commit")
    ledger.importId = await ledger.freshDraft(await withKey(t.runtime, key));
  const agent = { title: "preset", scopes, key, operationIds, written: [] };
  const input: Input =
    pick(await inputsFor(t.runtime.db, { path, ledger, agent }), choice.input) ?? {};
  const slips = [input, input, ...(await slipsOf(t.runtime.db, ledger, input))];
  const outcome = await trpcEndpoint.call({
    ...{ url: server.url, procedure: path, input: pick(slips, choice.slip) ?? input },
    authorization: key.authorization,
  });
  const data: unknown = outcome.data;
  const id: unknown =
    typeof data === "object" && data !== null ? Reflect.get(data, "operationId") : null;
  if (typeof id === "string") operationIds.unshift(id);
}

it.each<readonly [string, readonly Scope[], Law]>([
  ["read-only: changes nothing", scopesOf("read-only"), changesNothing],
  ["totals-only: changes nothing", scopesOf("totals-only"), changesNothing],
  [
    "every scope that reads: changes nothing",
    SCOPES.filter((scope) => scope.endsWith(":read")),
    changesNothing,
  ],
  [
    "categorizer: never an amount, a date, an account or what exists",
    scopesOf("categorizer"),
    categorizesOnly,
  ],
  [
    "importer: every row that was there is as it was, its version too",
    scopesOf("importer"),
    keepsAllRows,
  ],
  [
    "bookkeeper: accounts are neither opened, closed nor changed",
    scopesOf("bookkeeper"),
    keepsAccounts,
  ],
  ["transactions:create: nothing that was there changes", ["transactions:create"], keepsAllRows],
  ["imports:write: nothing that was there changes", ["imports:write"], keepsAllRows],
  ["transactions:categorize: only what it names", ["transactions:categorize"], categorizesOnly],
  [
    "categories:write: transactions move along, and nothing else of them",
    ["categories:write"],
    arrangesCategoriesOnly,
  ],
  [
    "accounts:write: no category and no transaction changes",
    ["accounts:write"],
    managesAccountsOnly,
  ],
])("A5: whatever is called with %s", async (_, scopes, law) => {
  await play(scopes, law);
});
