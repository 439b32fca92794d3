import { setTimeout as sleep } from "node:timers/promises";
import type { Person } from "../lib/person";
import type { Stage } from "./stage";

interface Key {
  key: string;
  id: string;
}

/** A person has at most 25, one of which is that of the callers. */
const KEYS = 20;
const PAUSE_MS = 80;

/** Makes keys, to be revoked one after another. */
export async function createKeys(owner: Person): Promise<Key[]> {
  const keys: Key[] = [];
  for (let at = 0; at < KEYS; at += 1) keys.push(await owner.createKey("read-only"));
  return keys;
}

/**
 * Revokes the keys in turn, each until that is acknowledged. Returns the statuses of answers that
 * were neither a 200 nor a 503.
 */
export async function revokeKeys(owner: Person, keys: readonly Key[]): Promise<number[]> {
  const wrong: number[] = [];
  for (const { id } of keys) {
    for (let status = 503; status === 503; await sleep(PAUSE_MS)) {
      const answer = await owner.mutate("integrationKeys.revoke", { id });
      await answer.arrayBuffer();
      status = answer.status;
      if (status !== 200 && status !== 503) wrong.push(status);
    }
  }
  return wrong;
}

/** Calls every instance with every key, `times` times, and counts the replies by status. */
export async function knock(
  { instances }: Pick<Stage, "instances">,
  keys: readonly Pick<Key, "key">[],
  times = 1,
): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {};
  for (let turn = 0; turn < times; turn += 1) {
    for (const { key } of keys) {
      const headers = { Authorization: `Bearer ${key}` };
      const answers = await Promise.all(
        instances.map(({ url }) => fetch(`${url}/api/v1/me`, { headers })),
      );
      for (const answer of answers) {
        await answer.arrayBuffer();
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      }
    }
  }
  return statuses;
}
