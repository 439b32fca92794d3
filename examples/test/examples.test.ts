import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { asSession, createKey, createUser, type TestUser, useRuntime } from "@pfn/api/testing";
import { PRESETS } from "@pfn/keys";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { readCommands, run } from "./run";
import { serve } from "./serve";

// Each example as it stands, in a process of its own, against a real server.

const t = useRuntime();
const made: { server?: AsyncDisposable & { url: string }; user?: TestUser } = {};
beforeAll(async () => {
  made.server = await serve(t.runtime);
  made.user = await createUser(t.runtime, { hasDemo: true });
});
afterAll(() => made.server?.[Symbol.asyncDispose]());

/** What an example finds in its environment. */
async function variables(preset: string, mode: "live" | "test" = "test") {
  if (made.server === undefined || made.user === undefined) throw new Error("not ready");
  const scopes = PRESETS.find(({ id }) => id === preset)?.scopes ?? [];
  const { key } = await createKey(t.runtime, made.user, { scopes, mode });
  return { PFN_URL: made.server.url, PFN_KEY: key };
}

const revokeAll = async () => {
  if (made.user !== undefined)
    await (await asSession(t.runtime, made.user)).integrationKeys.revokeAll();
};

describe.each([
  ["agent", "categorizer"],
  ["nightly-import", "importer"],
])("%s", (example, preset) => {
  it("does and prints what its README shows, with a key of the preset that it names", async () => {
    const environment = await variables(preset);
    const commands = readCommands(example);
    expect(commands).not.toEqual([]);
    for (const { command, output } of commands) {
      const printed = await run(command, environment);
      expect(printed).toMatchObject({ code: 0, stderr: "" });
      expect(printed.stdout).toMatch(output);
      expect(printed.stdout).not.toContain(environment.PFN_KEY);
    }
  });

  it("ends with an error and its reason when its key is revoked, and hides the key", async () => {
    const environment = await variables(preset);
    await revokeAll();
    const [{ command } = { command: "" }] = readCommands(example);
    const { code, stdout, stderr } = await run(command, environment);
    expect(code).not.toBe(0);
    expect(stderr).toContain("This integration key opens nothing.");
    expect(stdout + stderr).not.toContain(environment.PFN_KEY);
  });
});

it("nightly-import adds nothing of a file with one wrong row, and names the row", async () => {
  const environment = await variables("importer");
  const file = `${tmpdir()}/pfn-example-${process.pid}.csv`;
  const fine = Array.from({ length: 20 }, (_, day) => `2026-03-${day + 10},-1.00,Fine,a-${day}`);
  await writeFile(
    file,
    ["date,amount,payee,externalId", ...fine, "2026-03-30,two,Not money,a-99", ""].join("\n"),
  );
  const { code, stderr } = await run(`nightly-import/import.sh ${file} Checking`, environment);
  expect(code).not.toBe(0);
  expect(stderr).toContain("Nothing was added.");
  expect(stderr).toMatch(/^line 22: ./m);
  expect(await t.runtime.db.transaction.count({ where: { payee: "Fine" } })).toBe(0);
  await writeFile(file, "date;amount;payee\n03/04/2026;-1,00;Fine\n");
  const open = await run(`nightly-import/import.sh ${file} Checking`, environment);
  expect(open).toMatchObject({ code: 1, stderr: expect.stringContaining("dateOrder: ") });
  const settled = await run(
    `nightly-import/import.sh ${file} Checking '{"dateOrder":"DMY"}'`,
    environment,
  );
  expect(settled).toMatchObject({ code: 0, stdout: "Checking: 1 added, 0 known already.\n" });
  const missing = await run(
    "nightly-import/import.sh nightly-import/transactions.csv Nowhere",
    environment,
  );
  expect(missing).toMatchObject({
    code: 1,
    stderr: 'The ledger has no account named "Nowhere".\n',
  });
});

const Server = z.object({
  url: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  command: z.string().optional(),
  args: z.array(z.string()).optional(),
  env: z.record(z.string(), z.string()).optional(),
});

/** The settings of a file, with the variables filled in as an assistant does. */
function readSettings(file: string, environment: Record<string, string>) {
  const written = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  // Of a README its only block of JSON.
  const text = file.endsWith(".md")
    ? (written.match(/^```json\n(.*?)^```$/ms)?.[1] ?? "")
    : written;
  const filled = text.replace(/\$\{(\w+)\}/g, (_, name: string) => environment[name] ?? "");
  return z.object({ mcpServers: z.object({ pfn: Server }) }).parse(JSON.parse(filled)).mcpServers
    .pfn;
}

it.each(["examples/mcp/http.json", "examples/mcp/stdio.json", "packages/mcp/README.md"])(
  "%s connects an assistant, which sees its key's tools and uses one",
  async (file) => {
    const {
      url,
      headers = {},
      command = "",
      args = [],
      env = {},
    } = readSettings(file, await variables("read-only"));
    const cwd = fileURLToPath(new URL("../..", import.meta.url));
    const transport =
      url === undefined
        ? new StdioClientTransport({ command, args, env, cwd })
        : new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
    const client = new Client({ name: "example", version: "1.0.0" });
    await client.connect(transport);
    try {
      const { tools } = await client.listTools();
      expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
      const { structuredContent } = await client.callTool({ name: "list_accounts", arguments: {} });
      expect(JSON.stringify(structuredContent)).toContain("Checking");
    } finally {
      await client.close();
    }
  },
);
