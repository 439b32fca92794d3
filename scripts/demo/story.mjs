import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { openBrowser } from "./browser.mjs";
import { runAgent } from "./run-agent.mjs";
import { expectThat, sayDone, sayQuoted, sayScene } from "./terminal.mjs";

const OWNER = {
  name: "Ada",
  email: "ada@example.org",
  password: randomBytes(18).toString("base64url"),
};
const LABEL = "Sorting agent";

/**
 * Payments of today, so that there is something to sort on the first day of a month as well. Nobody
 * has a rule for the last one.
 */
const PAYMENTS = [
  ["Corner Grocer", "-18.45"],
  ["Noodle House", "-12.90"],
  ["Kiosk 7", "-3.20"],
];

/**
 * Last use is written within seconds, off the request's path; a machine under load may take longer.
 * Milliseconds.
 */
const LAST_USE_WITHIN = 15_000;

/**
 * The main job from both sides: an owner lets an agent in, sees what it did, takes it back, and
 * shuts it out.
 *
 * @param {string} url of a server that nobody has used yet
 * @param {AbortSignal} signal ends the story
 * @throws Error naming the first step that came out otherwise than it should
 */
export async function tellStory(url, signal) {
  const owner = openBrowser(url, signal);
  sayScene("The owner moves in");
  await moveIn(owner);
  const { key, integrationKey } = await createKey(owner);

  sayScene("An agent gets the key, and nothing else");
  const before = await countUncategorized(owner);
  const visit = await runAgent({ url, key }, signal);
  expectThat(visit.code === 0, "The agent failed.", visit.code);
  const after = await countUncategorized(owner);
  expectThat(
    after < before && after >= 1,
    "The agent should have sorted most and left what it does not know.",
    {
      before,
      after,
    },
  );
  sayDone(`sorted ${before - after} of ${before} transactions and left the rest to the owner`);

  sayScene("The owner looks at it, and takes it back");
  await seeLastUse(owner, integrationKey.id, signal);
  await undoAll(owner, integrationKey.id, { before, after });

  sayScene("Somebody tries more with the same key");
  await tryMore(url, key, signal);

  sayScene("The owner revokes the key, and the agent comes back");
  await revoke(owner, integrationKey.id);
  const refusal = await runAgent({ url, key }, signal);
  expectThat(
    refusal.code === 1 && refusal.printed.includes("401 UNAUTHORIZED"),
    "A revoked key should be refused with 401.",
    refusal,
  );
  sayDone("the agent is refused, and so is every program that has this key");
}

async function moveIn(owner) {
  await owner.mutate("profile.signUp", OWNER);
  expectThat(await owner.signIn(OWNER.email, OWNER.password), "Signing in failed.");
  const { user } = await owner.query("profile.me");
  expectThat(user.role === "admin", "The first visitor should be the administrator.", user.role);
  sayDone(`signs up as the first visitor, signs in, and is the ${user.role}`);
  const demo = await owner.mutate("ledger.fillDemo");
  expectThat(demo.created > 50, "There should be demo data.", demo.created);
  const { items: accounts } = await owner.query("accounts.list");
  const checking = accounts.find(({ name }) => name === "Checking");
  expectThat(checking !== undefined, "The demo data should have an account named Checking.");
  const paid = await owner.mutate("transactions.create", {
    transactions: PAYMENTS.map(([payee, amount]) => ({
      accountId: checking.id,
      date: checking.asOf,
      amount: { amount, currency: checking.currency },
      payee,
    })),
  });
  expectThat(
    paid.created === PAYMENTS.length,
    "The payments of today should be added.",
    paid.created,
  );
  sayDone(
    `fills the ledger with demo data, ${accounts.length} accounts, and adds ` +
      `${paid.created} payments of today`,
  );
}

async function createKey(owner) {
  const created = await owner.mutate("integrationKeys.create", {
    label: LABEL,
    preset: "categorizer",
    expiresInDays: 30,
  });
  const { hint, expiresAt } = created.integrationKey;
  expectThat(/^pfn_live_\w{38}$/.test(created.key), "A key of the live ledger should be shown.");
  expectThat(
    !JSON.stringify(await owner.query("integrationKeys.list")).includes(created.key),
    "The key should be shown only once.",
  );
  sayDone(
    `creates the key "${LABEL}", ${hint}, valid until ${expiresAt.slice(0, 10)}, shown this once`,
  );
  return created;
}

/** The same key, used for something it was not made for. */
async function tryMore(url, key, signal) {
  const reply = await fetch(`${url}/api/trpc/accounts.create`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Mine", type: "checking", currency: "EUR" }),
    signal,
  });
  const { error } = await reply.json();
  expectThat(reply.status === 403, "The key should not open an account.", reply.status);
  sayQuoted(`${reply.status} ${error.data.code}: ${error.message}`);
  sayDone("may not open an account with it");
}

async function seeLastUse(owner, id, signal) {
  const deadline = performance.now() + LAST_USE_WITHIN;
  for (;;) {
    const { lastUsedAt, lastUsedClient, lastUsedIp } = await owner.query("integrationKeys.get", {
      id,
    });
    if (lastUsedAt !== null)
      return sayDone(`sees the key's last use: just now, from ${lastUsedIp}, by ${lastUsedClient}`);
    expectThat(performance.now() < deadline, "The key's last use should show.");
    await wait(200, undefined, { signal });
  }
}

async function undoAll(owner, keyId, { before, after }) {
  const { items } = await owner.query("operations.list", { keyId });
  expectThat(items.length > 0, "The record should name what the agent did.");
  for (const { id, procedure, changes, reason, keyLabel } of items) {
    sayQuoted(`${procedure} by "${keyLabel}": ${changes} changes. "${reason}"`);
    expectThat(
      keyLabel === LABEL && changes === before - after,
      "The record should name the key and its changes.",
      {
        keyLabel,
        changes,
      },
    );
    const undone = await owner.mutate("operations.undo", { id, reason: "I sort these myself" });
    expectThat(undone.updated === changes, "All of it should be put back.", undone.updated);
  }
  expectThat(
    (await countUncategorized(owner)) === before,
    "Everything should be as before the agent came.",
  );
  sayDone(
    `reads in the record who did what and why, and undoes it: ${before} transactions are ` +
      "unsorted again",
  );
}

async function revoke(owner, id) {
  const { state } = await owner.mutate("integrationKeys.revoke", { id });
  expectThat(state === "revoked", "The key should be revoked.", state);
  sayDone("revokes the key");
}

async function countUncategorized(owner) {
  const { items } = await owner.query("transactions.list", { uncategorized: true, limit: 200 });
  return items.length;
}
