import { type ReactNode, useState } from "react";
import { readFailure } from "#ui/read-failure.ts";
import { ConfirmPasswordDialog } from "./confirm-password";

interface ConfirmedCall {
  /**
   * Makes the call. When the server wants the password again, it asks for it and repeats the call;
   * null when the person would rather not.
   */
  run: <T>(call: () => Promise<T>) => Promise<T | null>;
  /** To be rendered outside of any form. */
  dialog: ReactNode;
}

/**
 * For calls that need a password proven in the last ten minutes (K10). What was filled in before
 * stays as it is.
 */
export function useConfirmedCall(): ConfirmedCall {
  const [answer, setAnswer] = useState<{ give: (isConfirmed: boolean) => void } | null>(null);

  const ask = () =>
    new Promise<boolean>((resolve) => {
      setAnswer({
        give: (isConfirmed) => {
          setAnswer(null);
          resolve(isConfirmed);
        },
      });
    });

  return {
    run: async (call) => {
      try {
        return await call();
      } catch (error) {
        if (!wantsPassword(error)) throw error;
        return (await ask()) ? call() : null;
      }
    },
    dialog: (
      <ConfirmPasswordDialog
        opened={answer !== null}
        onAnswer={(isConfirmed) => answer?.give(isConfirmed)}
      />
    ),
  };
}

/** A wrong password is refused with the same code, but names its field. */
function wantsPassword(error: unknown): boolean {
  const { code, fields } = readFailure(error);
  return code === "FORBIDDEN" && Object.keys(fields).length === 0;
}
