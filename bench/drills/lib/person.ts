/** Who signs up unless another address is set. */
export interface Who {
  name: string;
  email: string;
  password: string;
}

const PERSON: Who = {
  name: "Drill",
  email: "drill@example.org",
  password: "a violet bicycle for the drill",
};

/** A signed-in owner. */
export interface Person {
  email: string;
  /** The cookies of the sign-in, as a header. */
  cookie: () => string;
  mutate: (path: string, input: unknown) => Promise<Response>;
  query: (path: string, input: unknown) => Promise<Response>;
  /** Creates a key, and returns it with its id. */
  createKey: (preset: string) => Promise<{ key: string; id: string }>;
  signIn: () => Promise<void>;
}

/**
 * Signs up at a fresh server, and in. `origin` is the server's own address, should `url` be a
 * proxy's.
 */
export async function signUp(url: string, origin = url, who = PERSON): Promise<Person> {
  const person = openBrowser(url, origin, who);
  const signedUp = await person.mutate("profile.signUp", who);
  if (!signedUp.ok) throw new Error(`sign-up: ${signedUp.status} ${await signedUp.text()}`);
  await person.signIn();
  return person;
}

/**
 * A browser of a person who has an account; not signed in yet. A password that changes in `who` is
 * used from then on.
 */
export function openBrowser(url: string, origin: string, who: Who): Person {
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const send = async (path: string, init: RequestInit) => {
    const headers = { ...init.headers, cookie: cookie() };
    const answer = await fetch(url + path, { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return answer;
  };
  const mutate: Person["mutate"] = (path, input) =>
    send(`/api/trpc/${path}`, {
      method: "POST",
      body: JSON.stringify(input),
      headers: { "Content-Type": "application/json", Origin: origin },
    });
  const signIn = async () => {
    cookies.clear();
    const { csrfToken } = Object(await (await send("/api/auth/csrf", {})).json());
    const { email, password } = who;
    await send("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ email, password, csrfToken }),
    });
  };
  return {
    email: who.email,
    cookie,
    mutate,
    query: (path, input) =>
      send(`/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {}),
    signIn,
    createKey: async (preset) => {
      const answer = await mutate("integrationKeys.create", { label: "Drill", preset });
      if (!answer.ok) throw new Error(`no key: ${answer.status} ${await answer.text()}`);
      const { key, integrationKey } = Object(await answer.json()).result.data;
      return { key, id: integrationKey.id };
    },
  };
}
