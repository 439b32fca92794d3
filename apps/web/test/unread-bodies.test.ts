import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { everyLine, type Line } from "./routes";
import { type PfnProcess, startPfn } from "./start-pfn";
import { ADA, createVisitor } from "./visitor";

// T11: a sender whose body is refused always gets the refusal. Then the connection is closed, or
// goes on. It is never silent.

/** More than any path takes, and what of it is sent before the answer comes. Bytes. */
const ANNOUNCED = 12 * 1_048_576;
const SENT = 200_000;

const made: { pfn?: PfnProcess; lines?: Line[]; cookie?: string; key?: string } = {};
beforeAll(async () => {
  made.pfn = await startPfn({ PFN_SIGNUP: "open" });
  made.lines = (await everyLine(made.pfn.url)).filter((line) => !line.startsWith("GET "));
  const ada = createVisitor(made.pfn.url);
  await ada.mutate("profile.signUp", ADA);
  await ada.signIn(ADA);
  const answer = await ada.mutate("integrationKeys.create", { label: "Bodies", preset: "full" });
  made.key = JSON.parse(await answer.text()).result.data.key;
  made.cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
});
afterAll(() => made.pfn?.remove());

const port = () => made.pfn?.port ?? 0;

/** Everything that has come on a connection, and how to wait for more. */
function listen(socket: Socket) {
  const got = { text: "", isOver: false };
  let wake: () => void = () => undefined;
  socket.on("data", (chunk) => {
    got.text += String(chunk);
    wake();
  });
  for (const end of ["end", "close"])
    socket.on(end, () => {
      got.isOver = true;
      wake();
    });
  socket.on("error", () => undefined);
  const until = async (isDone: () => boolean) => {
    while (!isDone())
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  return { got, until };
}

const answers = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

/**
 * What came of a body that was refused on its way: the refusal's status, and what the connection
 * did next.
 */
async function refuseOnTheWay(line: Line, headers: readonly string[], type: string) {
  const socket = connect(port(), "127.0.0.1");
  await once(socket, "connect");
  const { got, until } = listen(socket);
  const head = [
    `${line} HTTP/1.1`,
    `Host: localhost:${port()}`,
    `Content-Type: ${type}`,
    ...headers,
  ];
  socket.write(`${head.join("\r\n")}\r\nContent-Length: ${ANNOUNCED}\r\n\r\n${"x".repeat(SENT)}`);
  await until(() => got.isOver || answers(got.text).length > 0);
  const [status = 0] = answers(got.text);
  if (/^connection: close/im.test(got.text)) {
    // Such a server has to close; a caller that stops sending sees the end of the connection.
    await until(() => got.isOver);
    socket.destroy();
    return { status, next: "closed" };
  }
  socket.write("x".repeat(ANNOUNCED - SENT));
  socket.write(`GET /healthz HTTP/1.1\r\nHost: localhost:${port()}\r\n\r\n`);
  await until(() => got.isOver || answers(got.text).length > 1);
  socket.destroy();
  return { status, next: answers(got.text)[1] === 200 ? "answered" : "silent" };
}

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

it("T11: at every path an unread body ends the connection or harms no next request", async () => {
  const callers = {
    nobody: [],
    person: [`Cookie: ${made.cookie}`],
    key: [`Authorization: Bearer ${made.key}`],
  } satisfies Record<string, string[]>;
  expect(made.lines?.length).toBeGreaterThan(60);
  for (const line of made.lines ?? [])
    for (const [caller, headers] of Object.entries(callers)) {
      const { status, next } = await refuseOnTheWay(
        line,
        headers,
        line.includes("/api/auth/") ? FORM_TYPE : JSON_TYPE,
      );
      expect([line, caller, next]).toEqual([
        line,
        caller,
        expect.stringMatching(/^(closed|answered)$/),
      ]);
      expect([line, caller, status >= 200 && status < 500]).toEqual([line, caller, true]);
    }
});

it("T7, T11: signing in with too large a body gets 413; the next connection works", async () => {
  const line = "POST /api/auth/callback/credentials";
  for (const type of [FORM_TYPE, JSON_TYPE])
    expect(await refuseOnTheWay(line, [], type)).toEqual({ status: 413, next: "closed" });
  expect((await createVisitor(made.pfn?.url ?? "").signIn(ADA)).headers.get("location")).toBe("/");
});
