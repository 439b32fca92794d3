import type { AppRouter, RouterInputs, RouterOutputs } from "@pfn/api";
import type { InfiniteData, Query, QueryClient } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

type Router = keyof RouterInputs;
type Row = RouterOutputs["transactions"]["get"];

/** A procedure by its path, such as `integrationKeys.create`. */
export type WritePath = { [R in Router]: `${R}.${keyof RouterInputs[R] & string}` }[Router];

/** A write that the server answered, or may have done. */
export interface Write {
  /** Its path, such as `transactions.update`. */
  path: string;
  /** What it was asked. */
  input: unknown;
}

interface Cache {
  queryClient: QueryClient;
  client: TRPCClient<AppRouter>;
}

/** Everything that shows what stands in the ledger, or who wrote it. */
const LEDGER = [
  ...[
    "accounts",
    "categories",
    "transactions",
    "transfers",
    "imports",
    "exports",
    "reports",
    "changes",
  ],
  ...["operations", "ledger", "integrationKeys"],
] as const satisfies readonly Router[];

/** What a write of a router may have changed: the answers of these routers. */
const MAY_CHANGE: Readonly<Record<Router, readonly Router[]>> = {
  accounts: LEDGER,
  categories: LEDGER,
  transactions: LEDGER,
  transfers: LEDGER,
  imports: LEDGER,
  operations: LEDGER,
  ledger: LEDGER,
  // Rows and operations tell the label of the key that wrote them; the security activity tells what
  // became of it.
  integrationKeys: ["integrationKeys", "profile", "transactions", "operations"],
  profile: ["profile", "integrationKeys", "admin"],
  admin: ["admin", "profile"],
  // These have no writes.
  me: [],
  changes: [],
  exports: [],
  reports: [],
};

/** Writes that change less than their router's others. */
const CHANGES_LESS: Readonly<Partial<Record<WritePath, readonly Router[]>>> = {
  // A file that was looked at stands in the list of files, and nowhere in the ledger.
  "imports.preview": ["imports"],
  // Whoever makes these is not signed in, before or after.
  "profile.signUp": [],
  "profile.signOutEverywhere": [],
  "profile.delete": [],
};

/**
 * Up to so many changed rows are read one by one and put in their place; beyond that the lists are
 * read anew.
 */
const PUT_IN_PLACE = 10;

/**
 * Makes the page tell what the ledger holds after a write: the only list of what a write may have
 * changed. The browser's query client calls it after every write that is made by a hook. Resolves
 * once the changed rows, or else everything on the screen, are told anew.
 *
 * A few changed transactions are replaced where they stand, because the lists around them may be
 * long. Such a row stays on the screen even when it no longer fits the filter; counts, sums,
 * balances and reports are always asked for again.
 */
export async function afterWrite({ queryClient, client }: Cache, write: Write): Promise<void> {
  if (isTrial(write)) return;
  const touched = touchedBy(write.path);
  const inPlace = await putInPlace({ queryClient, client }, changedRows(write));
  const isKept = (query: Query) => inPlace?.includes(query) ?? false;
  const isOld = (query: Query) => !isKept(query) && touched.includes(routerOf(query));
  // An answer that is on its way may be older than the write. Where it would be the first one,
  // invalidating alone would take it for new.
  await queryClient.cancelQueries({
    predicate: (query) => isOld(query) && query.state.data === undefined,
  });
  const told = Promise.all([
    // Lists that have the rows in their place are read again when they are shown the next time.
    queryClient.invalidateQueries({ predicate: isKept, refetchType: "none" }),
    queryClient.invalidateQueries({ predicate: isOld }),
  ]);
  if (inPlace === null) await told;
}

function touchedBy(path: string): readonly string[] {
  const less = Object.entries(CHANGES_LESS).find(([write]) => write === path)?.[1];
  const all = Object.entries(MAY_CHANGE).find(([router]) => router === path.split(".")[0])?.[1];
  return less ?? all ?? [];
}

/** Keys of queries begin with the path of their procedure. */
const routerOf = ({ queryKey: [path] }: Query) => (Array.isArray(path) ? String(path[0]) : "");

const isTrial = ({ input }: Write) =>
  typeof input === "object" && input !== null && "dryRun" in input && input.dryRun === true;

/**
 * The rows whose new state is worth reading one by one; null when the lists have to be read anew.
 */
function changedRows({ path, input }: Write): readonly string[] | null {
  if (path !== "transactions.update") return null;
  // What a hook of this path was called with has passed the compiler as this path's input.
  const ids = (input as RouterInputs["transactions"]["update"]).transactions.map(({ id }) => id);
  return ids.length > PUT_IN_PLACE ? null : ids;
}

type Pages = InfiniteData<{ items: Row[]; nextCursor: string | null }>;

/**
 * Replaces the rows in every list that holds transactions. Resolves with those lists; null where
 * the rows are too many, or could not be read.
 */
async function putInPlace({ queryClient, client }: Cache, ids: readonly string[] | null) {
  if (ids === null) return null;
  const reads = ids.map((id) => client.transactions.get.query({ id }));
  const rows = await Promise.all(reads).catch(() => null);
  if (rows === null) return null;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const lists = queryClient
    .getQueryCache()
    .findAll({ queryKey: [["transactions", "list"], { type: "list" }] });
  // A list that is being read may have been read before the write: it is read again.
  const settled = lists.filter(({ state }) => state.fetchStatus === "idle" && state.data);
  for (const { queryKey } of settled) {
    queryClient.setQueryData<Pages>(queryKey, (pages) => pages && replaceRows(pages, byId));
  }
  return settled;
}

const replaceRows = ({ pages, ...rest }: Pages, byId: ReadonlyMap<string, Row>): Pages => ({
  ...rest,
  pages: pages.map((page) => ({
    ...page,
    items: page.items.map((row) => byId.get(row.id) ?? row),
  })),
});
