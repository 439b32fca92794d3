import type { AppRouter } from "@pfn/api";
import { createTRPCClient, httpBatchLink, httpLink, splitLink, type TRPCClient } from "@trpc/client";
import { type PfnClientOptions, readKey, readOrigin } from "./read-options";
import { createSend } from "./send-request";
import { MAX_QUERY_LENGTH, withPfnErrors } from "./with-pfn-errors";

/** Calls that the server takes in one request. */
const MAX_BATCH = 10;

/** A request line may hold this many characters more than the query's input: host, paths of the procedures, `batch=1`. */
const URL_OVERHEAD = 600;

/** What only a signed-in person may call, and no key ever. */
export type SessionOnly = "account" | "admin" | "integrationKeys";

/**
 * A ledger's API, fully typed: `client.<feature>.<verb>.query(input)` to read, `.mutate(input)` to write, as in pfn's router. Each call
 * takes `{ signal }` as second argument. Every rejection is a `PfnError`.
 */
export type PfnClient = Omit<TRPCClient<AppRouter>, SessionOnly>;

/**
 * Connects an agent or script to one ledger, with one integration key. Nothing is sent until the first call. Reads made at the same moment
 * travel together, up to 10 in a request; each write travels alone.
 *
 * @throws PfnError INVALID_OPTIONS when `url` or `key` cannot be right, so that a typing error costs no request
 * @example
 * const pfn = createPfnClient({ url: process.env.PFN_URL, key: process.env.PFN_KEY });
 * const { key, ledger } = await pfn.me.get.query();
 * const { items, nextCursor } = await pfn.transactions.list.query({ uncategorized: true, limit: 200 });
 */
export function createPfnClient(options: PfnClientOptions): PfnClient {
  const origin = readOrigin(options);
  const door = {
    url: `${origin}/api/trpc`,
    headers: { authorization: `Bearer ${readKey(options)}`, "user-agent": "pfn-client" },
    fetch: createSend(options.fetch ?? globalThis.fetch),
  };
  const client = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "query",
        true: httpBatchLink({ ...door, maxItems: MAX_BATCH, maxURLLength: MAX_QUERY_LENGTH + URL_OVERHEAD }),
        false: httpLink(door),
      }),
    ],
  });
  return withPfnErrors(client, origin);
}
