import type { Runtime } from "../../common/runtime";
import { PROCEDURES } from "../../http/procedure-table";
import { CASES } from "../conformance/cases";
import { createWorld } from "../conformance/world";
import { createKey, createUser, type TestKey, type TestUser } from "../factories";

export type Fields = Readonly<Record<string, unknown>>;

/** A ledger in which one write can be done, the key that may do it, and what it is called with. */
export interface Scene {
  user: TestUser;
  key: TestKey;
  ledgerId: string;
  input: Fields;
}

/** Every procedure by which a key writes to a ledger. */
export const WRITES: readonly string[] = [...PROCEDURES].flatMap(([path, { meta }]) =>
  meta?.writes && meta.access.kind !== "session" ? [path] : [],
);

/**
 * Writes for which the conformance suite's calls are not enough: there agreeing on a refusal is.
 */
const OWN: Readonly<Record<string, (runtime: Runtime) => Promise<Scene>>> = {
  "ledger.fillDemo": async (runtime) => {
    const user = await createUser(runtime);
    return { user, key: await createKey(runtime, user), ledgerId: user.liveLedgerId, input: {} };
  },
  "ledger.resetTest": async (runtime) => {
    const user = await createUser(runtime);
    return {
      user,
      key: await createKey(runtime, user, { mode: "test" }),
      ledgerId: user.testLedgerId,
      input: {},
    };
  },
  "operations.undoMany": async (runtime) => {
    const { user, key } = await createWorld(runtime);
    return { user, key, ledgerId: user.liveLedgerId, input: { since: "2000-01-01T00:00:00Z" } };
  },
};

/** @throws Error for a write that has no case: give it one among those of the conformance suite */
export async function setScene(runtime: Runtime, path: string): Promise<Scene> {
  const own = OWN[path];
  if (own !== undefined) return own(runtime);
  const made = CASES[path];
  if (made === undefined) throw new Error(`${path} has no case.`);
  const world = await createWorld(runtime);
  const { dryRun: _, idempotencyKey: __, reason: ___, ...input } = made.input(world);
  return { user: world.user, key: world.key, ledgerId: world.user.liveLedgerId, input };
}
