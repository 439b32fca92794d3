import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { dirname, join } from "node:path";
import { createKey, createUser, useRuntime } from "@pfn/api/testing";
import { generateKey } from "@pfn/keys";
import { VERSION } from "@pfn/keys/version";
import { expect, it } from "vitest";
import { connectStdio, useEndpoint } from "../../test/agents";
import { command } from "../../test/build-program";

const t = useRuntime();
const endpoint = useEndpoint(t);
const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}\n';

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts `pfn-mcp`, types `input` and waits for its end. */
function run(variables: Record<string, string>, input: string): Promise<Ended> {
  const child = spawn(command.command, command.args, {
    env: { PATH: process.env["PATH"], ...variables },
  });
  const ended = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (ended.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (ended.stderr += String(chunk)));
  // A program that ends at once reads nothing.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, ...ended }));
  });
}

/** Some server that is not ours. */
async function serve(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

const { key: unknownKey } = generateKey("live");

it.each([
  ["no address", {}, /^pfn-mcp: PFN_URL is not set: .+\n$/],
  [
    "an address that is none",
    { PFN_URL: unknownKey, PFN_KEY: unknownKey },
    /^pfn-mcp: PFN_URL is not a web address: .+\n$/,
  ],
  ["no key", { PFN_URL: "http://localhost:1" }, /^pfn-mcp: PFN_KEY is not set: .+\n$/],
  [
    "a mistyped key",
    { PFN_URL: "http://localhost:1", PFN_KEY: `${unknownKey.slice(0, -1)}!` },
    /^pfn-mcp: PFN_KEY is not an integration key: .+\n$/,
  ],
])(
  "with %s it ends at once with code 1 and one line that says what to do, without the key",
  async (_, variables, line) => {
    const { code, stdout, stderr } = await run(variables, ping);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain(unknownKey.slice(0, 20));
  },
);

it("K3: a refused key ends it with code 1 and two messages, neither with the key", async () => {
  const { code, stdout, stderr } = await run({ PFN_URL: endpoint.url, PFN_KEY: unknownKey }, ping);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^pfn-mcp: PFN_KEY is refused\. This integration key opens nothing\. .+\n$/,
  );
  expect(JSON.parse(stdout)).toMatchObject({
    jsonrpc: "2.0",
    id: 1,
    error: { data: { status: 401, code: "UNAUTHORIZED" } },
  });
  expect(stdout + stderr).not.toContain(unknownKey.slice(9, 30));
});

it("a silent or foreign server is an error for the agent; the next message is tried", async () => {
  const { url, stop } = await serve(() => undefined);
  await stop();
  const gone = await run({ PFN_URL: url, PFN_KEY: unknownKey }, ping + ping);
  expect(gone.code).toBe(0);
  expect(gone.stderr).toBe(`pfn-mcp: pfn does not answer at ${url} (ECONNREFUSED).\n`.repeat(2));
  expect(gone.stdout.trim().split("\n")).toHaveLength(2);
});

it("says its version to the server, so that the owner sees what uses the key", async () => {
  const seen: (string | undefined)[] = [];
  const { url, stop } = await serve(({ headers }, res) => {
    seen.push(headers["user-agent"]);
    res.writeHead(202).end();
  });
  await run({ PFN_URL: url, PFN_KEY: unknownKey }, ping);
  await stop();
  expect(seen).toEqual([`pfn-mcp/${VERSION}`]);
});

it("the key is not sent on to where a server redirects", async () => {
  const seen: (string | undefined)[] = [];
  const { url, stop } = await serve(({ url: path, headers }, res) => {
    seen.push(path === "/api/mcp" ? "first" : headers.authorization);
    res.writeHead(307, { location: "/elsewhere" }).end();
  });
  const { stderr } = await run({ PFN_URL: url, PFN_KEY: unknownKey }, ping);
  await stop();
  expect(seen).toEqual(["first"]);
  expect(stderr).toBe("pfn-mcp: What answers at PFN_URL is not pfn (HTTP 307).\n");
});

it("a line that is no message is left out, and the next is answered", async () => {
  const { key } = await createKey(t.runtime, await createUser(t.runtime));
  const { code, stdout, stderr } = await run(
    { PFN_URL: endpoint.url, PFN_KEY: key },
    `nonsense\n{"a":1}\n${ping}`,
  );
  expect([code, JSON.parse(stdout)]).toEqual([0, { jsonrpc: "2.0", id: 1, result: {} }]);
  expect(stderr).toMatch(
    /^(pfn-mcp: A line of the input is not a JSON-RPC message; it is left out\.\n)+$/,
  );
});

it("built, it is one file that needs nothing but Node.js, with others' licences", async () => {
  const [program = ""] = command.args;
  const folder = dirname(program);
  expect((await readdir(folder)).toSorted()).toEqual(["LICENSES.txt", "pfn-mcp.js"]);
  const licences = await readFile(join(folder, "LICENSES.txt"), "utf8");
  for (const name of ["@modelcontextprotocol/sdk", "zod"])
    expect(licences).toMatch(new RegExp(`^${name}\n\nMIT License\n`, "m"));
  const { key } = await createKey(t.runtime, await createUser(t.runtime));
  await using agent = await connectStdio(endpoint.url, key);
  expect((await agent.client.listTools()).tools.map(({ name }) => name)).toContain("whoami");
  expect(agent.errors()).toBe("");
});
