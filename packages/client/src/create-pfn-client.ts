import { VERSION } from "@pfn/keys/version";
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from "@trpc/client";
import type { ApiRouter, PfnClient } from "./api-types";
import { type PfnClientOptions, readKey, readOrigin, readRetry } from "./read-options";
import { createSend } from "./send-request";
import { SYSTEM, type System } from "./system";
import { MAX_QUERY_LENGTH, wrapCalls } from "./wrap-calls";

/** Calls that the server takes in one request. */
const MAX_BATCH = 10;

/**
 * A request line may hold this many characters more than the query's input: host, paths of the
 * procedures, `batch=1`.
 */
const URL_OVERHEAD = 600;

/**
 * Connects an agent or script to one ledger, with one integration key. Nothing is sent until the
 * first call. Reads made at the same moment travel together, up to 10 in a request; each write
 * travels alone and carries an idempotency key. What gets no answer, or a 429 or 503, is sent
 * again.
 *
 * @throws PfnError INVALID_OPTIONS when `url` or `key` cannot be right, so that a typing error
 *   costs no request
 * @example
 * const pfn = createPfnClient({ url: process.env.PFN_URL, key: process.env.PFN_KEY }); const { key,
 * ledger } = await pfn.me.get.query(); const { items, nextCursor } = await
 * pfn.transactions.list.query({ uncategorized: true, limit: 200 });
 */
export function createPfnClient(options: PfnClientOptions): PfnClient {
  return connect(options, SYSTEM);
}

/** The same with the clock, the waiting and the randomness of a test. */
export function connect(options: PfnClientOptions, system: System): PfnClient {
  const origin = readOrigin(options);
  const endpoint = {
    url: `${origin}/api/trpc`,
    headers: {
      authorization: `Bearer ${readKey(options)}`,
      "user-agent": `pfn-client/${VERSION}`,
    },
    fetch: createSend(options.fetch ?? globalThis.fetch),
  };
  const client = createTRPCClient<ApiRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "query",
        true: httpBatchLink({
          ...endpoint,
          maxItems: MAX_BATCH,
          maxURLLength: MAX_QUERY_LENGTH + URL_OVERHEAD,
        }),
        false: httpLink(endpoint),
      }),
    ],
  });
  return wrapCalls<PfnClient>(client, { origin, retry: readRetry(options), system });
}
