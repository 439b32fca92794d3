import { createContext } from "../common/create-context";
import { newId } from "../common/ids";
import type { CallerParts, Principal } from "../common/principal";
import type { Runtime } from "../common/runtime";
import type { Channel } from "../common/vocabulary";
import { findSession } from "../identity/find-session";
import { verifyKey } from "../identity/verify-key";
import { type AppCaller, createCaller } from "../root";
import { createKey, type KeyOptions, type TestKey, type TestUser } from "./factories";

const NOWHERE: CallerParts = { ip: "192.0.2.1", userAgent: "tests" };

/**
 * Calls procedures as somebody, without HTTP. A login that gets another id goes on under it, as in
 * a browser.
 */
export function asPrincipal(
  runtime: Runtime,
  principal: Principal | null,
  channel: Channel = "trpc",
): AppCaller {
  const caller = principal === null ? null : { ...principal };
  const keepSession = (sessionId: string) =>
    void (caller?.kind === "session" && Object.assign(caller, { sessionId }));
  const parts = { principal: caller, channel, requestId: newId(), ...NOWHERE, keepSession };
  return createCaller(createContext(runtime, parts));
}

export const asNobody = (runtime: Runtime): AppCaller => asPrincipal(runtime, null);

/** Calls as the person's login, re-read from the database like any request. */
export const asSession = async (runtime: Runtime, user: TestUser): Promise<AppCaller> =>
  asPrincipal(runtime, await findSession(runtime, user.sessionId), "web");

/** Calls with a fresh key of the person, verified like any request. */
export const asKey = async (
  runtime: Runtime,
  user: TestUser,
  options: KeyOptions = {},
): Promise<AppCaller> => withKey(runtime, await createKey(runtime, user, options));

/** Calls with a key that exists, verified like any request. */
export const withKey = async (runtime: Runtime, { authorization }: TestKey): Promise<AppCaller> =>
  asPrincipal(runtime, await verifyKey(runtime, authorization, NOWHERE));
