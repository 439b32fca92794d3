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
import { afterWrite, beforeWrite, type Write, type WritePath } from "./after-write";

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
 * For the few writes made without a hook, because their response must enter no cache (K3). Call it
 * after the write.
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
  const wayBack = new WeakMap<object, () => void>();
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    // Here, and not in the screens, so that no write is forgotten.
    mutationCache: new MutationCache({
      onMutate: (input, mutation) => {
        wayBack.set(mutation, beforeWrite(queryClient, toWrite(input, mutation)));
      },
      onSuccess: (_answer, ...[input, , mutation]) =>
        afterWrite({ queryClient, client }, toWrite(input, mutation)),
      onError: (error, ...[input, , mutation]) => {
        wayBack.get(mutation)?.();
        // Not awaited: the refusal shows at once.
        const write = { ...toWrite(input, mutation), isRefused: true };
        if (showsOldRows(error)) void afterWrite({ queryClient, client }, write);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && isRetryable(error, failures),
      },
    },
  });
  // One after the other: a second change of a row names the version that the first one makes.
  queryClient.setMutationDefaults([["transactions"]], { scope: { id: "transactions" } });
  return { client, queryClient };
}

/** A mutation's key begins with its path. */
const toWrite = (input: unknown, { options }: Mutation<unknown, unknown, unknown>): Write => ({
  path: [options.mutationKey?.[0]].flat().join("."),
  input,
});

/** The session was ended elsewhere: nothing on this page works any more. */
function leaveWhenSignedOut(error: Error): void {
  if (isRefusal(error) && error.data?.code === "UNAUTHORIZED") window.location.assign("/login");
}

/** The page shows something outdated, or it is unknown whether the write was done. */
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
 * A query that was on its way while the session got a new id is sent once more, with the new cookie
 * (S12).
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
