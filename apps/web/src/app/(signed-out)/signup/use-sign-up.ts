import { useState } from "react";
import { trpc } from "#trpc/client.tsx";
import { signIn } from "../sign-in";

/** What the form asks for. */
export interface NewPerson {
  name: string;
  email: string;
  password: string;
}

/**
 * Creates an account, signs it in and leads to the overview.
 *
 * @returns `error`: what the server refused; `isTaken`: the address may have an account already
 */
export function useSignUp(invitation: string | null) {
  const signUp = trpc.profile.signUp.useMutation();
  const [isLeaving, setLeaving] = useState(false);
  const [isTaken, setTaken] = useState(false);

  async function submit(person: NewPerson, onRefused: (error: unknown) => void) {
    setTaken(false);
    setLeaving(true);
    try {
      const { timeZone: timezone } = Intl.DateTimeFormat().resolvedOptions();
      await signUp.mutateAsync({ ...person, timezone, ...(invitation !== null && { invitation }) });
    } catch (error) {
      setLeaving(false);
      return onRefused(error);
    }
    const result = await signIn(person);
    // Where anybody may sign up, the server does not say that an address is taken; its owner knows
    // the password (S5).
    if (result === "refused") {
      setLeaving(false);
      return setTaken(true);
    }
    // A full page load, so that every part of the page sees the new person.
    window.location.assign(result === "signed-in" ? "/" : "/login");
  }

  return { submit, isBusy: isLeaving, isTaken, error: signUp.error };
}
