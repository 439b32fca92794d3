import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Person, signUp } from "../drills/lib/person";

/** People, keys and rows in every state that a stranger must not be able to tell apart. */
export interface Stage {
  /** People who exist, in working order. */
  people: readonly Person[];
  suspended: readonly Person[];
  password: string;
  /** Keys that open nothing any more, by why. */
  dead: Record<"revoked" | "expired" | "suspended" | "deleted", readonly string[]>;
  /** Somebody's key, and that person's signed-in cookie. */
  caller: { key: string; cookie: string };
  /** What belongs to somebody else. */
  foreign: { accounts: readonly string[]; operations: readonly string[]; keys: readonly string[] };
}

/** How many of each kind: enough that no answer depends on one row's place. */
const EACH = 5;
const PASSWORD = "a violet bicycle for the stopwatch";
const LIVES_MS = 4_000;

/** The part of an address that differs, always of one length. */
export const someone = (): string => `p-${randomBytes(8).toString("hex")}@example.org`;

export async function setStage(url: string): Promise<Stage> {
  const join = () => signUp(url, url, { name: "Stage", email: someone(), password: PASSWORD });
  const admin = await join();
  const people = await times(EACH, join);
  const [caller, suspendedOwner, deletedOwner] = [await join(), await join(), await join()];
  const suspended = [suspendedOwner, ...(await times(EACH - 1, join))];
  const [owner = admin] = people;
  const foreign = await fill(url, owner);
  const dead = {
    revoked: await times(EACH, async () => {
      const { key, id } = await owner.createKey("read-only");
      await succeed(owner.mutate("integrationKeys.revoke", { id }));
      return key;
    }),
    expired: await times(EACH, () => createShortKey(owner)),
    suspended: await times(EACH, async () => (await suspendedOwner.createKey("read-only")).key),
    deleted: await times(EACH, async () => (await deletedOwner.createKey("read-only")).key),
  };
  for (const { email } of suspended) await suspend(url, admin, email);
  await succeed(deletedOwner.mutate("profile.delete", { password: PASSWORD }));
  const { key } = await caller.createKey("full");
  await sleep(LIVES_MS);
  return {
    people,
    suspended,
    password: PASSWORD,
    dead,
    caller: { key, cookie: caller.cookie() },
    foreign,
  };
}

async function fill(url: string, owner: Person): Promise<Stage["foreign"]> {
  const { key, id } = await owner.createKey("full");
  const accounts = await times(EACH, async () => {
    const answer = await fetch(`${url}/api/v1/accounts`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: JSON.stringify({ name: someone(), type: "cash", currency: "EUR", reason: "Stage" }),
    });
    if (!answer.ok) throw new Error(`no account: ${answer.status} ${await answer.text()}`);
    return Object(await answer.json());
  });
  return {
    accounts: accounts.map(({ account }) => String(account.id)),
    operations: accounts.map(({ operationId }) => String(operationId)),
    keys: [id],
  };
}

async function createShortKey(owner: Person): Promise<string> {
  const expiresAt = new Date(Date.now() + LIVES_MS).toISOString();
  const input = { label: "Short", preset: "read-only", expiresAt };
  return Object(await succeed(owner.mutate("integrationKeys.create", input))).result.data.key;
}

async function suspend(url: string, admin: Person, email: string): Promise<void> {
  const answer = await fetch(`${url}/api/trpc/admin.users`, {
    headers: { cookie: admin.cookie() },
  });
  const { items } = Object(await answer.json()).result.data;
  const userId = items.find((user: { email: string }) => user.email === email)?.id;
  await succeed(admin.mutate("admin.suspend", { userId }));
}

async function succeed(call: Promise<Response>): Promise<unknown> {
  const answer = await call;
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function times<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let index = 0; index < count; index += 1) made.push(await make());
  return made;
}
