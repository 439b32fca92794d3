import { createVisitor, type Visitor } from "../visitor";

/** Calls a mutation and returns its data. The caller names the fields that it reads of it. */
export type Ask = <T = unknown>(procedure: string, input: object) => Promise<T>;

export const PASSWORDS = "a violet bicycle for ";

/** Signs somebody in who has an account. */
export async function signIn(url: string, name: string): Promise<Visitor> {
  const visitor = createVisitor(url);
  await visitor.signIn({ email: emailOf(name), password: PASSWORDS + name });
  return visitor;
}

export const emailOf = (name: string) => `${name.toLowerCase()}@example.org`;

export const asPerson =
  ({ mutate }: Visitor): Ask =>
  async (procedure, input) =>
    read(procedure, await mutate(procedure, input));

export const asKey =
  (url: string, key: string): Ask =>
  async (procedure, input) =>
    read(procedure, await postAs(key, `${url}/api/trpc/${procedure}`, input));

/** A call with a key. The program has a name, which is noted with the key. */
export const postAs = (key: string, address: string, body: object): Promise<Response> =>
  fetch(address, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${key}`,
      "Content-Type": "application/json",
      Accept: "application/json, text/event-stream",
      "User-Agent": "release-story/1.0",
    },
    body: JSON.stringify(body),
  });

async function read(procedure: string, response: Response) {
  const text = await response.text();
  if (!response.ok) throw new Error(`${procedure}: ${response.status} ${text}`);
  return JSON.parse(text).result.data;
}
