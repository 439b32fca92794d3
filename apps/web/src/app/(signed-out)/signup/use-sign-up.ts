import { useState } from "react";
import { trpc } from "#trpc/client.tsx";
import { leaveTo } from "#ui/leave-to.ts";
import { signIn } from "../sign-in";

/** What the form asks for. */
export interface NewPerson {
  name: string;
  email: string;
  password: string;
}

/**
 * Creates an account, signs the person in and opens the overview.
 *
 * @returns `isTaken`: whether the address may have an account already
 */
export function useSignUp(invitation: string | null) {
  const signUp = trpc.profile.signUp.useMutation();
  const [isTaken, setTaken] = useState(false);

  async function send(person: NewPerson): Promise<void> {
    setTaken(false);
    const { timeZone: timezone } = Intl.DateTimeFormat().resolvedOptions();
    await signUp.mutateAsync({ ...person, timezone, ...(invitation !== null && { invitation }) });
    const result = await signIn(person);
    // Where sign-up is open, the server does not say that an address is taken; its owner knows the
    // password (S5).
    if (result === "refused") return setTaken(true);
    return leaveTo(result === "signed-in" ? "/" : "/login");
  }

  return { send, isTaken };
}
