import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { createKey, createUser, listen, useRuntime } from "@pfn/api/testing";
import { VERSION } from "@pfn/keys/version";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL("..", import.meta.url));
const t = useRuntime();

/** Gzipped bytes that the published code may weigh, tRPC's client included. */
const BUDGET = 15_000;

/**
 * What somebody writes who has nothing but the package. The compiler checks it against the
 * published types.
 */
const CONSUMER = `
import { createPfnClient, iterate, PfnError, sumMoney } from "@pfn/client";
import type { PfnClient, PfnInputs, PfnOutputs } from "@pfn/client";

declare const settings: { url: string; key: string };
const pfn: PfnClient = createPfnClient({ ...settings, retry: { attempts: 2 } });
const account: PfnInputs["accounts"]["create"] = { name: "Purse", type: "cash", currency: "EUR" };
const openingBalance = { amount: "12.50", currency: "EUR" };
const created = await pfn.accounts.create.mutate({ ...account, openingBalance });
const rows: PfnOutputs["transactions"]["list"]["items"][number][] = [];
const filters = { accountId: [created.account.id] };
for await (const row of iterate(pfn.transactions.list, filters)) rows.push(row);
const code = await pfn.operations.get.query({ id: created.account.id }).catch((error: unknown) =>
  error instanceof PfnError ? error.code : null,
);
const sum = sumMoney(rows.map(({ amount }) => amount), "EUR");
const answer = [rows.map(({ kind }) => kind).join(), sum.amount, code].join(" ");
(globalThis as { answer?: string }).answer = answer;

export const mistakes = async () => {
  // @ts-expect-error no key may do this
  pfn.integrationKeys;
  // @ts-expect-error an unknown filter
  await pfn.transactions.list.query({ nonsense: true });
  // @ts-expect-error an amount is a text
  const amount: number = rows[0]!.amount.amount;
  // @ts-expect-error it has no pages
  iterate(pfn.me.get);
  return amount;
};
`;

const made = { folder: "", files: [""] };
beforeAll(async () => {
  made.folder = await mkdtemp(join(tmpdir(), "pfn-packed-"));
  const packed = await pack();
  await writeFile(join(made.folder, "package.json"), '{ "private": true, "type": "module" }');
  // Offline: a package that wanted another one would fail here.
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", packed], {
    cwd: made.folder,
  });
  made.files = await readdir(join(made.folder, "node_modules/@pfn/client"), { recursive: true });
  await writeFile(join(made.folder, "consumer.ts"), CONSUMER);
}, 300_000);
afterAll(() => rm(made.folder, { recursive: true }));

/** The file to test: the one that `pnpm release:check` has packed, or one that is made here. */
async function pack(): Promise<string> {
  const folder = process.env["PFN_TEST_PACKED"];
  if (folder !== undefined) return join(folder, `pfn-client-${VERSION}.tgz`);
  await run(process.execPath, [require.resolve("tsx/cli"), "build/build.ts"], { cwd: root });
  await run("npx", ["-y", "pnpm@12", "pack", "--pack-destination", made.folder], { cwd: root });
  return join(made.folder, `pfn-client-${VERSION}.tgz`);
}

const published = (file: string) =>
  readFile(join(made.folder, "node_modules/@pfn/client/dist", file), "utf8");

it("the package holds code, types and licences, and needs no other package", async () => {
  expect(made.files.toSorted()).toEqual([
    "LICENSE",
    "README.md",
    "dist",
    "dist/LICENSE-trpc.txt",
    "dist/index.d.ts",
    "dist/index.js",
    "package.json",
  ]);
  expect(await readdir(join(made.folder, "node_modules/@pfn"))).toEqual(["client"]);
  expect(await published("index.d.ts")).not.toMatch(/^import |@pfn\/(?!client)|from "|import\(/m);
});

it(`its code imports nothing, and weighs less than ${BUDGET / 1_000} kB gzipped`, async () => {
  const code = await published("index.js");
  expect(code).not.toMatch(/\bimport\b|\brequire\(|node:/);
  const bytes = gzipSync(code).length;
  console.log(`@pfn/client, published: ${(bytes / 1_000).toFixed(1)} kB gzipped`);
  expect(bytes).toBeLessThan(BUDGET);
});

it.each(["nodenext", "preserve"])(
  "its types stand by themselves under the strictest settings, module %s",
  async (module) => {
    const compilerOptions = {
      ...{
        module,
        target: "es2022",
        lib: ["es2023", "dom"],
        types: [],
        strict: true,
        skipLibCheck: false,
        noEmit: true,
      },
      ...{
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        verbatimModuleSyntax: true,
      },
    };
    await writeFile(
      join(made.folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: ["consumer.ts"] }),
    );
    const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
    await run(process.execPath, [tsc], { cwd: made.folder }).catch(
      ({ stdout }: { stdout: string }) => expect.fail(stdout),
    );
  },
);

it("bundled for browsers, it works against a real server with nothing of Node's", async () => {
  const user = await createUser(t.runtime);
  const { key } = await createKey(t.runtime, user);
  await using server = await listen(t.runtime);
  const { outputFiles, metafile } = await build({
    ...{
      absWorkingDir: made.folder,
      entryPoints: ["consumer.ts"],
      bundle: true,
      write: false,
      metafile: true,
    },
    ...{ platform: "browser", format: "esm", target: "es2022" },
    define: { settings: JSON.stringify({ url: server.url, key }) },
  });
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
  await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? "")}`
  );
  expect(Reflect.get(globalThis, "answer")).toBe("opening 12.50 NOT_FOUND");
});

/** What every runtime with web standards offers, beside the language itself. */
const WEB = {
  ...{
    AbortController,
    AbortSignal,
    Blob,
    FormData,
    Headers,
    Request,
    Response,
    URL,
    URLSearchParams,
    TextDecoder,
    TextEncoder,
  },
  ...{ crypto, setTimeout, clearTimeout },
};

/** Runs a module that imports the published file, in a world where nothing exists but `globals`. */
async function runBare(module: string, globals: Record<string, unknown>): Promise<void> {
  const dist = join(made.folder, "node_modules/@pfn/client/dist/index.js");
  const { outputFiles } = await build({
    stdin: { contents: module.replace("./pfn-client.js", dist), resolveDir: made.folder },
    ...{ bundle: true, write: false, platform: "neutral", format: "esm", target: "es2022" },
  });
  const context = createContext(globals);
  await runInContext(`(async () => {${outputFiles[0]?.text}})()`, context);
}

it("Deno: the README's example works where neither `process` nor `Buffer` exists", async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const [, program = ""] = readme.match(/^```js\n(.*?)^```$/ms) ?? [];
  const { key } = await createKey(t.runtime, await createUser(t.runtime, { hasDemo: true }), {
    mode: "test",
  });
  await using server = await listen(t.runtime);
  const variables = new Map([
    ["PFN_URL", server.url],
    ["PFN_KEY", key],
  ]);
  const printed: string[] = [];
  const requests: string[] = [];
  const standIn: typeof fetch = (input, init) => {
    requests.push(`${init?.method} ${new URL(String(input)).pathname}`);
    return fetch(input, init);
  };
  const console = { log: (line: string) => printed.push(line) };
  await runBare(program, {
    ...WEB,
    console,
    fetch: standIn,
    Deno: { env: { get: (name: string) => variables.get(name) } },
  });
  expect(printed).toEqual(["1 added to Checking"]);
  expect(requests).toEqual([
    "GET /api/trpc/me.get",
    "GET /api/trpc/accounts.list",
    "POST /api/trpc/transactions.create",
  ]);
  expect(await t.runtime.db.transaction.count({ where: { payee: "Coffee" } })).toBe(1);
});

it("a runtime without `fetch` may bring its own", async () => {
  const { key } = await createKey(t.runtime, await createUser(t.runtime, { hasDemo: true }), {
    mode: "test",
  });
  await using server = await listen(t.runtime);
  const ledgers: unknown[] = [];
  const program = `import { createPfnClient } from "./pfn-client.js";
    const { ledger } = await createPfnClient(options).me.get.query();
    tell(ledger.mode);`;
  await runBare(program, {
    ...WEB,
    options: { url: server.url, key, fetch },
    tell: (mode: unknown) => ledgers.push(mode),
  });
  expect(ledgers).toEqual(["test"]);
});
