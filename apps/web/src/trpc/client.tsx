"use client";

import type { AppRouter } from "@pfn/api";
import {
  type Mutation,
  MutationCache,
  QueryCache,
  QueryClient,
  QueryClientProvider,
  useQueryClient,
} from "@tanstack/react-query";
import { httpBatchLink, TRPCClientError } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import { type ReactNode, useState } from "react";
import { afterWrite, type WritePath } from "./after-write";

/** Hooks for every procedure, e.g. `trpc.profile.me.useQuery({})`. */
export const trpc = createTRPCReact<AppRouter>();

/** The server refuses longer batches (T4). */
const MAX_BATCH = 10;

/** Gives the components below it the server's data. A new page load begins with nothing cached. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const [{ client, queryClient }] = useState(connect);
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}

/**
 * For the few writes that are no hooks, because their answer must enter no cache (K3): tells the
 * page that one was done.
 *
 * @example await afterWrite("integrationKeys.create");
 */
export function useAfterWrite(): (path: WritePath) => Promise<void> {
  const { client } = trpc.useUtils();
  const queryClient = useQueryClient();
  return (path) => afterWrite({ queryClient, client }, { path, input: {} });
}

function connect() {
  const client = trpc.createClient({
    links: [httpBatchLink({ url: "/api/trpc", maxItems: MAX_BATCH })],
  });
  const tellAfter = (input: unknown, { options }: Mutation<unknown, unknown, unknown>) =>
    afterWrite(
      { queryClient, client },
      { path: [options.mutationKey?.[0]].flat().join("."), input },
    );
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    // Here, and not in the screens, so that no write is forgotten. A mutation's key begins with its
    // path.
    mutationCache: new MutationCache({
      onSuccess: (_answer, ...[input, , mutation]) => tellAfter(input, mutation),
      onError: (error, ...[input, , mutation]) => {
        // Not waited for: the refusal is told at once.
        if (showsOldRows(error)) void tellAfter(input, mutation);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && isRetryable(error, failures),
      },
    },
  });
  return { client, queryClient };
}

/** The session was ended elsewhere: nothing on this page can be used any more. */
function leaveWhenSignedOut(error: Error): void {
  if (isRefusal(error) && error.data?.code === "UNAUTHORIZED") window.location.assign("/login");
}

/** Something else is there than the page shows, or nobody knows whether the write was done. */
function showsOldRows(error: Error): boolean {
  const code = isRefusal(error) ? error.data?.code : undefined;
  return (
    code === undefined ||
    code === "CONFLICT" ||
    code === "NOT_FOUND" ||
    code === "INTERNAL_SERVER_ERROR"
  );
}

/**
 * A query that was on its way while the login got another id is asked once more, with the cookie
 * that came since (S12).
 */
function isRetryable(error: Error, failures: number): boolean {
  if (!isRefusal(error)) return true;
  return (
    error.data?.problem.retryable !== false ||
    (failures === 0 && error.data.code === "UNAUTHORIZED")
  );
}

function isRefusal(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}
