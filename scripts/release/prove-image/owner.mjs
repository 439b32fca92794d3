import { randomBytes } from "node:crypto";
import { openBrowser } from "../../demo/browser.mjs";

/** Somebody who signs up on a new server, and what they are later known by. */
export function createOwner() {
  return {
    name: "Ada",
    email: "ada@example.org",
    password: randomBytes(18).toString("base64url"),
  };
}

/**
 * Signs up as the first visitor, signs in and makes a key that does everything.
 *
 * @param {string} url
 * @param {ReturnType<typeof createOwner>} owner
 * @returns {Promise<string>} the key
 */
export async function moveIn(url, owner) {
  const browser = openBrowser(url, AbortSignal.timeout(600_000));
  await browser.mutate("profile.signUp", owner);
  await browser.signIn(owner.email, owner.password);
  const made = await browser.mutate("integrationKeys.create", {
    label: "Proof",
    preset: "full",
    expiresInDays: 30,
  });
  return made.key;
}

/**
 * Whether the owner's password opens the ledger.
 *
 * @param {string} url
 * @param {ReturnType<typeof createOwner>} owner
 */
export function canSignIn(url, { email, password }) {
  return openBrowser(url, AbortSignal.timeout(600_000)).signIn(email, password);
}

/**
 * The names of the accounts that a key sees, or the status of the refusal.
 *
 * @param {string} url
 * @param {string} key
 * @returns {Promise<string[] | number>}
 */
export async function listAccounts(url, key) {
  const reply = await fetch(`${url}/api/v1/accounts`, {
    headers: { authorization: `Bearer ${key}` },
  });
  if (reply.status !== 200) return reply.status;
  return Object(await reply.json()).items.map(
    (/** @type {{ name: string }} */ account) => account.name,
  );
}
