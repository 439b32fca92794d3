"use client";

import type { AppRouter } from "@pfn/api";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { httpBatchLink, TRPCClientError } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import { type ReactNode, useState } from "react";

/** Hooks for every procedure, e.g. `trpc.account.me.useQuery({})`. */
export const trpc = createTRPCReact<AppRouter>();

/** The server refuses longer batches (T4). */
const MAX_BATCH = 10;

/** Gives the components below it the server's data. A new page load begins with nothing cached. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [client] = useState(() =>
    trpc.createClient({ links: [httpBatchLink({ url: "/api/trpc", maxItems: MAX_BATCH })] }),
  );
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: { staleTime: 10_000, retry: (failures, error) => failures < 2 && isRetryable(error, failures) },
    },
  });
}

/** The session was ended elsewhere: nothing on this page can be used any more. */
function leaveWhenSignedOut(error: Error): void {
  if (isRefusal(error) && error.data?.code === "UNAUTHORIZED") window.location.assign("/login");
}

/** A query that was on its way while the login got another id is asked once more, with the cookie that came since (S12). */
function isRetryable(error: Error, failures: number): boolean {
  if (!isRefusal(error)) return true;
  return error.data?.problem.retryable !== false || (failures === 0 && error.data.code === "UNAUTHORIZED");
}

function isRefusal(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}
