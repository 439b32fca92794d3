import { createVisitor } from "../visitor";
import { type Ask, asPerson, emailOf, PASSWORDS, signIn } from "./ask";

/**
 * Four people and what belongs to them: logins, one of them ended, invitations in every state, an
 * audit trail. Ada is the administrator.
 */
export async function writePeople(url: string): Promise<{ ada: Ask; bob: Ask }> {
  await signUp(url, "Ada");
  const visitor = await signIn(url, "Ada");
  const ada = asPerson(visitor);
  await (await signIn(url, "Ada")).signOut();
  const invite = async (name: string) => {
    const input = { email: emailOf(name) };
    return ada<{ link: string; invitation: { id: string } }>("admin.invite", input);
  };
  for (const name of ["Bob", "Carol"]) {
    const [, invitation = ""] = (await invite(name)).link.split("#invitation=");
    await signUp(url, name, { invitation });
  }
  await invite("Dora");
  const { invitation } = await invite("Emil");
  await ada("admin.revokeInvitation", { invitationId: invitation.id });
  await ada("admin.suspend", { userId: await idOf(url, "Carol") });
  await ada("profile.update", { name: "Ada Lovelace" });
  return { ada, bob: asPerson(await signIn(url, "Bob")) };
}

function signUp(url: string, name: string, more: { invitation?: string } = {}) {
  const fields = { name, email: emailOf(name), password: PASSWORDS + name };
  return asPerson(createVisitor(url))("profile.signUp", {
    ...fields,
    timezone: "Europe/Berlin",
    ...more,
  });
}

async function idOf(url: string, name: string): Promise<string> {
  const answer = await (await signIn(url, name)).get("/api/trpc/profile.me");
  return (await answer.json()).result.data.user.id;
}

interface Made {
  key: string;
  integrationKey: { id: string };
}

/**
 * Makes keys in every state and returns the two that write. Those that work never expire, so that
 * a stored release keeps working.
 */
export async function writeKeys(url: string, ada: Ask): Promise<{ live: string; test: string }> {
  const create = (label: string, more: object = {}) =>
    ada<Made>("integrationKeys.create", { label, preset: "full", never: true, ...more });
  const live = await create("live");
  const test = await create("test", { mode: "test" });
  await create("reader", { preset: "read-only" });
  const revoked = await create("revoked");
  await ada("integrationKeys.revoke", { id: revoked.integrationKey.id });
  const burned = await create("burned", { mode: "test" });
  await fetch(`${url}/api/keys/burn`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ key: burned.key }),
  });
  const rotated = await create("rotated");
  await ada("integrationKeys.rotate", { id: rotated.integrationKey.id });
  await create("expiring", { never: undefined, expiresInDays: 1 });
  return { live: live.key, test: test.key };
}
