import type { RouterOutputs } from "@pfn/api";
import type { ReactNode } from "react";
import { useConfirmedCall } from "#secrets/use-confirmed-call.tsx";
import { useAfterWrite } from "#trpc/client.tsx";

type RevealedKey = RouterOutputs["integrationKeys"]["create"];

interface IssueKey {
  /** Makes the call and hands the new key on; does nothing when the person gave up. */
  issue: (call: () => Promise<RevealedKey>) => Promise<void>;
  /** Asks for the password when the server wants it again. Render it outside of any form. */
  dialog: ReactNode;
}

/**
 * For the two calls that return a new key. They use no mutation hooks, because the mutation cache
 * would keep the response, which holds the key (K3).
 */
export function useIssueKey(onIssued: (created: RevealedKey) => void): IssueKey {
  const afterWrite = useAfterWrite();
  const { run, dialog } = useConfirmedCall();
  return {
    dialog,
    issue: async (call) => {
      const created = await run(call);
      if (created === null) return;
      await afterWrite("integrationKeys.create");
      onIssued(created);
    },
  };
}
