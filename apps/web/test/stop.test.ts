import { once } from "node:events";
import { stat } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { type PfnProcess, startPfn } from "./start-pfn";
import { ADA, createVisitor } from "./visitor";

const started: PfnProcess[] = [];
afterEach(async () => {
  // The latest may write to a directory of the first.
  for (const pfn of started.splice(0).reverse()) await pfn.remove();
});

async function start(env: Record<string, string> = {}): Promise<PfnProcess> {
  const pfn = await startPfn(env);
  started.push(pfn);
  return pfn;
}

/** A request whose body is still on its way. `finish` sends the rest and returns the reply. */
async function beginRequest({
  port,
}: PfnProcess): Promise<{ socket: Socket; finish: () => Promise<string> }> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const [begin, rest] = ["csrfToken=x&email=ada", "%40example.org"];
  const head = [
    "POST /api/auth/callback/credentials HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Content-Type: application/x-www-form-urlencoded",
  ];
  socket.write(
    `${[...head, `Content-Length: ${begin.length + rest.length}`].join("\r\n")}\r\n\r\n${begin}`,
  );
  const finish = async () => {
    let answer = "";
    socket.on("data", (chunk) => (answer += String(chunk)));
    socket.write(rest);
    await once(socket, "close");
    return answer;
  };
  // The server has seen the request once it has answered one that came later.
  await fetch(`http://127.0.0.1:${port}/healthz`);
  return { socket, finish };
}

describe("F6: stopping", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "on %s finishes the request under way, takes no other, and exits with 0",
    async (signal) => {
      const pfn = await start();
      const idle = connect(pfn.port, "127.0.0.1");
      await once(idle, "connect");
      const { finish } = await beginRequest(pfn);
      pfn.child.kill(signal);
      // A connection that is merely open is not waited for.
      await once(idle.resume(), "close");
      await expect(fetch(`http://127.0.0.1:${pfn.port}/healthz`)).rejects.toThrow();
      expect(pfn.child.exitCode).toBeNull();
      expect(await finish()).toMatch(/^HTTP\/1\.1 302 .*location: \/login\?error=MissingCSRF/is);
      expect(await pfn.ended).toBe(0);
      expect(pfn.output.stderr).toBe("");
    },
  );

  it("a second signal ends the process at once", async () => {
    const pfn = await start();
    const { socket } = await beginRequest(pfn);
    pfn.child.kill("SIGTERM");
    // What comes within a blink is the same signal, passed on twice.
    pfn.child.kill("SIGTERM");
    await sleep(700);
    expect(pfn.child.exitCode).toBeNull();
    pfn.child.kill("SIGTERM");
    expect(await pfn.ended).toBe(143);
    socket.destroy();
  });
});

describe("F5: an error that nobody waits for", () => {
  it("is logged without its secrets, and the process goes on", async () => {
    const stray = `
      const error = () => new Error("stray postgres://pfn:" + ["hunter", 2].join("") + "@db/money");
      process.on("SIGUSR2", () => void Promise.reject(error()));
      process.on("SIGWINCH", () => setTimeout(() => { throw error(); }));`;
    const pfn = await start({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(stray)}`,
    });
    pfn.child.kill("SIGUSR2");
    pfn.child.kill("SIGWINCH");
    for (const event of ["process.unhandled-rejection", "process.uncaught-exception"])
      await expect.poll(() => pfn.output.stdout).toContain(event);
    expect((await fetch(`http://127.0.0.1:${pfn.port}/readyz`)).status).toBe(200);
    expect(pfn.output.stdout + pfn.output.stderr).not.toContain("hunter2");
    pfn.child.kill("SIGTERM");
    expect(await pfn.ended).toBe(0);
  });
});

describe("starting again", () => {
  it("keeps the generated secret, for its owner's eyes only, and so every sign-in", async () => {
    const first = await start();
    const secretMode = async () => (await stat(join(first.dataDir, "auth-secret"))).mode & 0o777;
    expect(await secretMode()).toBe(0o600);
    const before = createVisitor(first.url);
    await before.mutate("profile.signUp", ADA);
    await before.signIn(ADA);
    first.child.kill("SIGTERM");
    await first.ended;

    const second = await start({ PFN_DATA_DIR: first.dataDir });
    const after = createVisitor(second.url);
    after.cookies.set("pfn.session", before.cookies.get("pfn.session") ?? "");
    expect((await after.get("/")).status).toBe(200);
    expect(await secretMode()).toBe(0o600);
  });

  it("F6: work that was acknowledged survives a kill", async () => {
    const first = await start();
    expectOneLineWithTheAddress(first);
    expect((await createVisitor(first.url).mutate("profile.signUp", ADA)).status).toBe(200);
    first.child.kill("SIGKILL");
    await first.ended;
    const second = await start({ PFN_DATA_DIR: first.dataDir });
    expect((await createVisitor(second.url).signIn(ADA)).headers.get("location")).toBe("/");
  });
});

/** On a migrated database a start prints one line: the address, with what to do there. */
function expectOneLineWithTheAddress({ url, output }: PfnProcess): void {
  expect(output.stdout).toMatch(
    new RegExp(`^pfn is ready at ${url} .*Open it to create the first account\\.\n$`),
  );
  expect(output.stderr).toBe("");
}
