import type { RouterOutputs } from "@pfn/api";
import { type ReactNode, useState } from "react";
import { useConfirmedCall } from "#secrets/use-confirmed-call.tsx";
import { useAfterWrite } from "#trpc/client.tsx";
import { readFailure } from "#ui/read-failure.ts";

type RevealedKey = RouterOutputs["integrationKeys"]["create"];

interface IssueKey {
  /**
   * Makes the call and hands its answer on. Resolves with complaints by field; none when it went
   * well or the person gave up.
   */
  issue: (call: () => Promise<RevealedKey>) => Promise<Record<string, string>>;
  isBusy: boolean;
  /** What was thrown last; null: nothing. */
  failure: unknown;
  /** Asks for the password when the server wants it again. To be rendered outside of any form. */
  dialog: ReactNode;
}

/**
 * For the two calls that answer a new key. They are no mutation hooks, because the mutation cache
 * would keep the answer, which holds the key (K3).
 */
export function useIssueKey(onIssued: (created: RevealedKey) => void): IssueKey {
  const afterWrite = useAfterWrite();
  const { run, dialog } = useConfirmedCall();
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);

  async function issue(call: () => Promise<RevealedKey>) {
    setBusy(true);
    setFailure(null);
    try {
      const created = await run(call);
      if (created !== null) {
        await afterWrite("integrationKeys.create");
        onIssued(created);
      }
      return {};
    } catch (error) {
      setFailure(error);
      return readFailure(error).fields;
    } finally {
      setBusy(false);
    }
  }

  return { issue, isBusy, failure, dialog };
}
