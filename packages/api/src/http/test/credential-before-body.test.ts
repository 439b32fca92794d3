import { once } from "node:events";
import { connect } from "node:net";
import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { ALL_SCOPES, createKey, createUser, type TestUser } from "../../test/factories";
import { useServer } from "../../test/server";
import { mayCall } from "../may-call";
import { PROCEDURES } from "../procedure-table";
import { ENDPOINTS, REST_BASE } from "../rest/endpoints";

// T3: a caller who is not let in is refused before the body is read. Most of the body here is
// never sent: a server that waited for it would not answer at all.

const t = useRuntime();
const server = useServer(t);

const made: { user?: TestUser; senders?: Record<Sender, string | null> } = {};
const SENDERS = ["nobody", "bad key", "session", "key without the scope", "key"] as const;
type Sender = (typeof SENDERS)[number];
beforeAll(async () => {
  const user = await createUser(t.runtime, { role: "admin" });
  const [none, all] = [
    await createKey(t.runtime, user, { scopes: [OTHER_SCOPE] }),
    await createKey(t.runtime, user, { scopes: ALL_SCOPES }),
  ];
  const bearer = ({ authorization }: { authorization: string }) =>
    `Authorization: ${authorization}`;
  made.senders = {
    nobody: null,
    "bad key": "Authorization: Bearer pfn_live_nonsense",
    session: `Cookie: ${user.cookie}`,
    "key without the scope": bearer(none),
    key: bearer(all),
  };
  made.user = user;
});

/** The one scope that the weak key holds; it opens reports and nothing that writes. */
const OTHER_SCOPE = "reports:read";

/** More than any call takes. */
const TOO_LARGE = `Content-Length: ${12 * 1_048_576}`;
/** As long as the caller likes. */
const ENDLESS = "Transfer-Encoding: chunked";

/** The status of a request whose body begins with broken JSON and never ends. */
async function statusOf(line: string, sender: Sender, length: string): Promise<number> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  const credential = made.senders?.[sender] ?? null;
  const head = [`${line} HTTP/1.1`, "Host: x", "Content-Type: application/json", length];
  const begin = length === ENDLESS ? '1000\r\n{"broken": ' : '{"broken": ';
  socket.write([...head, ...(credential === null ? [] : [credential]), "", begin].join("\r\n"));
  const [answer] = await once(socket, "data");
  socket.destroy();
  return Number(String(answer).split(" ", 2)[1]);
}

/**
 * A call that is let in is judged by its body, here by its size; any other by who makes it, however
 * long the body.
 */
async function expectJudged(
  line: string,
  sender: Sender,
  wanted: 401 | 403 | "let in",
): Promise<void> {
  const isOpen = wanted === "let in";
  const status = await statusOf(line, sender, isOpen ? TOO_LARGE : ENDLESS);
  expect([line, sender, status]).toEqual([line, sender, isOpen ? 413 : wanted]);
}

/** What the access table says, in words of its own. */
function expected(path: string, sender: Sender): 401 | 403 | "let in" {
  const access = PROCEDURES.get(path)?.meta?.access;
  if (access === undefined) throw new Error(`${path} has no access`);
  if (sender === "bad key") return 401;
  if (access.kind === "public") return "let in";
  if (sender === "nobody") return 401;
  if (sender === "session") return access.kind === "key" ? 401 : "let in";
  if (access.kind === "session") return 401;
  const lacksIt = access.scope !== null && access.scope !== OTHER_SCOPE;
  return sender === "key without the scope" && lacksIt ? 403 : "let in";
}

it("T3: each mutation by tRPC refuses a caller it does not let in before the body", async () => {
  const mutations = [...PROCEDURES]
    .filter(([, { type }]) => type === "mutation")
    .map(([path]) => path);
  expect(mutations.length).toBeGreaterThan(30);
  for (const path of mutations)
    for (const sender of SENDERS)
      await expectJudged(`POST /api/trpc/${path}`, sender, expected(path, sender));
});

it("T3: the same by REST, where a session is nobody", async () => {
  const writing = ENDPOINTS.filter(({ method }) => method !== "GET");
  expect(writing.length).toBeGreaterThan(15);
  for (const { method, path, procedure } of writing)
    for (const sender of SENDERS) {
      const line = `${method} ${REST_BASE}${path.replace(/\{.*?\}/g, made.user?.userId ?? "")}`;
      await expectJudged(line, sender, sender === "session" ? 401 : expected(procedure, sender));
    }
});

it(
  "T3: a batch that is refused call by call needs no body either; one open call among them " +
    "does",
  async () => {
    const batch = (...paths: string[]) => `POST /api/trpc/${paths.join(",")}?batch=1`;
    expect(
      await statusOf(batch("accounts.create", "profile.changePassword"), "nobody", ENDLESS),
    ).toBe(401);
    expect(await statusOf(batch("accounts.create", "no.suchProcedure"), "nobody", ENDLESS)).toBe(
      207,
    );
    expect(await statusOf(batch("accounts.create", "profile.signUp"), "nobody", TOO_LARGE)).toBe(
      413,
    );
  },
);

it("T3: what a call lets in is asked of the same table that lets it in", async () => {
  // A caller who may not call is refused by the procedure itself; `mayCall` only spares the
  // reading.
  for (const [path, { type }] of PROCEDURES) {
    if (type === "subscription") throw new Error("not offered");
    expect([path, mayCall(null, { path, type })]).toEqual([
      path,
      expected(path, "nobody") === "let in",
    ]);
    expect([path, mayCall(made.user?.session ?? null, { path, type })]).toEqual([
      path,
      expected(path, "session") === "let in",
    ]);
    expect(
      mayCall(made.user?.session ?? null, { path, type: type === "query" ? "mutation" : "query" }),
    ).toBe(false);
  }
});
