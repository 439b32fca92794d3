import type { AppRouter, RouterInputs } from "@pfn/api";
import type { Query, QueryClient } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";
import { type Row, replaceRows, showPatches, transactionLists } from "./transaction-rows";

type Router = keyof RouterInputs;

/** A procedure by its path, such as `integrationKeys.create`. */
export type WritePath = { [R in Router]: `${R}.${keyof RouterInputs[R] & string}` }[Router];

/** A call that writes. */
export interface Write {
  /** Its path, such as `transactions.update`. */
  path: string;
  input: unknown;
  /** The server refused it, or nobody knows whether it was done. */
  isRefused?: boolean;
}

interface Cache {
  queryClient: QueryClient;
  client: TRPCClient<AppRouter>;
}

/** Everything that shows what the ledger holds, or who wrote it. */
const LEDGER = [
  ...["accounts", "categories", "transactions", "transfers", "imports", "exports", "reports"],
  ...["changes", "operations", "ledger", "integrationKeys"],
] as const satisfies readonly Router[];

/** The routers whose reads a write of a router may have changed. */
const MAY_CHANGE: Readonly<Record<Router, readonly Router[]>> = {
  accounts: LEDGER,
  categories: LEDGER,
  transactions: LEDGER,
  transfers: LEDGER,
  imports: LEDGER,
  operations: LEDGER,
  ledger: LEDGER,
  // Rows and operations show the label of the key that wrote them; the security activity shows
  // what happened to it.
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
  // A previewed file appears in the list of files, and nowhere in the ledger.
  "imports.preview": ["imports"],
  // Nobody is signed in before or after these.
  "profile.signUp": [],
  "profile.signOutEverywhere": [],
  "profile.delete": [],
};

/** At most this many changed rows are read one by one; for more, the lists are read again. */
const PUT_IN_PLACE = 10;

/**
 * Shows a write before the server has answered it, where its result is known. Returns a function
 * that takes the change back, for when it is refused.
 */
export function beforeWrite(queryClient: QueryClient, write: Write): () => void {
  const { path, input } = write;
  if (path !== "transactions.update" || isTrial(write)) return () => undefined;
  // The compiler has checked the input of a hook of this path.
  return showPatches(queryClient, input as RouterInputs["transactions"]["update"]);
}

/**
 * Brings the page up to date after a write: the only list of what a write may have changed. The
 * query client calls it after every write that a hook makes. Resolves once the changed rows, or
 * else everything on the screen, have been read again.
 *
 * A few changed transactions are replaced where they stand, because the lists around them may be
 * long. Such a row stays even when it no longer matches the filter; counts, sums, balances and
 * reports are always read again.
 */
export async function afterWrite({ queryClient, client }: Cache, write: Write): Promise<void> {
  if (isTrial(write)) return;
  const touched = touchedBy(write.path);
  const inPlace = await putInPlace({ queryClient, client }, changedRows(write));
  const isKept = (query: Query) => inPlace?.includes(query) ?? false;
  const isOld = (query: Query) => !isKept(query) && touched.includes(routerOf(query));
  // A response on its way may be older than the write. Invalidating does not stop the first one of
  // a query.
  await queryClient.cancelQueries({
    predicate: (query) => isOld(query) && query.state.data === undefined,
  });
  const reread = Promise.all([
    // Lists that hold the new rows are read again when they are shown next.
    queryClient.invalidateQueries({ predicate: isKept, refetchType: "none" }),
    queryClient.invalidateQueries({ predicate: isOld }),
  ]);
  if (inPlace === null) await reread;
}

function touchedBy(path: string): readonly string[] {
  const less = Object.entries(CHANGES_LESS).find(([write]) => write === path)?.[1];
  const all = Object.entries(MAY_CHANGE).find(([router]) => router === path.split(".")[0])?.[1];
  return less ?? all ?? [];
}

/** A query's key begins with the path of its procedure. */
const routerOf = ({ queryKey: [path] }: Query) => (Array.isArray(path) ? String(path[0]) : "");

const isTrial = ({ input }: Write) =>
  typeof input === "object" && input !== null && "dryRun" in input && input.dryRun === true;

/** The rows to read one by one; null when the lists have to be read again. */
function changedRows({ path, input, isRefused }: Write): readonly string[] | null {
  if (path !== "transactions.update" || isRefused) return null;
  // The compiler has checked the input of a hook of this path.
  const ids = (input as RouterInputs["transactions"]["update"]).transactions.map(({ id }) => id);
  return ids.length > PUT_IN_PLACE ? null : ids;
}

/**
 * Replaces the rows in every list that holds transactions. Resolves with those lists, or with null
 * where the rows are too many or could not be read.
 */
async function putInPlace({ queryClient, client }: Cache, ids: readonly string[] | null) {
  if (ids === null) return null;
  const reads = ids.map((id) => client.transactions.get.query({ id }));
  const rows = await Promise.all(reads).catch(() => null);
  if (rows === null) return null;
  const byId = new Map(rows.map((row) => [row.id, row]));
  // A list that is being read may have been read before the write: it is read again.
  const settled = transactionLists(queryClient).filter(({ state }) => state.fetchStatus === "idle");
  replaceRows(queryClient, settled, (row) => newer(byId.get(row.id), row));
  return settled;
}

/** A row that was changed again meanwhile shows its later change. */
const newer = (read: Row | undefined, shown: Row): Row =>
  read === undefined || read.version < shown.version ? shown : read;
