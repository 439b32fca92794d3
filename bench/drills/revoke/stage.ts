import { openBrowser, type Person, signUp, type Who } from "../lib/person";
import { createPfn, type Pfn } from "../lib/pfn";
import { createPlace, type EngineName, type Place } from "../lib/place";

/** What one import takes at most. */
export const ROWS = 20_000;

/**
 * Where the drill plays: one database, one or two instances, an owner whose ledger is written to,
 * and others.
 */
export interface Stage {
  place: Place;
  instances: readonly Pfn[];
  /**
   * The owner's two logins: one that writes, and one that stops. They are at different instances
   * where there are two.
   */
  writer: Person;
  owner: Person;
  admin: Person;
  who: Who;
  userId: string;
  /** A key of somebody who has nothing to do with it. */
  bystander: string;
  accountId: string;
  /** Of an import that is in force, in another account. */
  operationId: string;
}

const ADMIN: Who = {
  name: "Admin",
  email: "admin@example.org",
  password: "a violet bicycle for the drill",
};
const OTHER: Who = {
  name: "Bystander",
  email: "bystander@example.org",
  password: "a green bicycle for the drill",
};

export async function setStage(engine: EngineName, count: number): Promise<Stage> {
  const place = await createPlace(engine);
  const instances: Pfn[] = [];
  for (let at = 0; at < count; at += 1) {
    const pfn = await createPfn({ ...place.settings, PFN_SIGNUP: "open" });
    instances.push(pfn);
    const { isReady, output } = await pfn.start();
    if (!isReady) throw new Error(`pfn does not start: ${output}`);
  }
  const [first, last] = [urlOf(instances[0]), urlOf(instances.at(-1))];
  const who: Who = {
    name: "Owner",
    email: "owner@example.org",
    password: "a yellow bicycle for the drill",
  };
  const admin = await signUp(last, last, ADMIN);
  const { key: bystander } = await (await signUp(first, first, OTHER)).createKey("full");
  const writer = await signUp(first, first, who);
  const owner = openBrowser(last, last, who);
  await owner.signIn();
  const parts = { place, instances, writer, owner, admin, who, bystander };
  const { user } = await answerOf(await writer.query("profile.me", {}));
  const accountId = await openAccount(writer, "Drill");
  const done = await preview(writer, await openAccount(writer, "Done"), "done");
  const { operationId } = await answerOf(await writer.mutate("imports.commit", { id: done }));
  return { ...parts, userId: user.id, accountId, operationId };
}

export async function strike({ instances, place }: Stage): Promise<void> {
  for (const pfn of instances) await pfn.remove();
  await place.remove();
}

export function urlOf(pfn: Pfn | undefined): string {
  if (pfn === undefined) throw new Error("no instance");
  return pfn.url;
}

/** A draft of the largest file, and its id. */
export async function preview(
  by: Pick<Person, "mutate">,
  accountId: string,
  name: string,
): Promise<string> {
  const answer = await answerOf(await by.mutate("imports.preview", fileFor(accountId, name)));
  return answer.import.id;
}

export function fileFor(accountId: string, name: string): object {
  const days = Array.from(
    { length: 28 },
    (_, day) => `2026-03-${String(day + 1).padStart(2, "0")}`,
  );
  const rows = Array.from(
    { length: ROWS },
    (_, at) => `${days[at % 28]},Shop ${name} ${at},-${at % 90}.25`,
  );
  return { accountId, fileName: `${name}.csv`, text: ["Date,Payee,Amount", ...rows].join("\n") };
}

async function openAccount(by: Person, name: string): Promise<string> {
  const { account } = await answerOf(
    await by.mutate("accounts.create", { name, type: "checking", currency: "EUR" }),
  );
  return account.id;
}

/** What an answer of the tRPC endpoint holds; the suite judges its shape. */
export async function answerOf(answer: Response) {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${text.slice(0, 300)}`);
  return Object(JSON.parse(text)).result.data;
}
