import { execFile } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { GUIDE_PAGES } from "./guide-pages";
import { type PfnProcess, startPfn } from "./start-pfn";
import { ADA, createVisitor } from "./visitor";

let pfn: PfnProcess;
beforeAll(async () => {
  pfn = await startPfn({ PFN_LOG_LEVEL: "error" });
});
afterAll(() => pfn.remove());

/** A page as text, with the entities that React writes. */
async function read(path: string): Promise<string> {
  const answer = await fetch(pfn.url + path);
  expect(answer.status).toBe(200);
  const text = await answer.text();
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** What is public and the same for everybody. */
const PUBLIC = [...GUIDE_PAGES, "/docs/api"];

/** Ids on a page, which links may name behind `#`. */
const idsOf = (html: string) => new Set([...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id));

describe("/docs/agents and /docs/api, without an account or a session", () => {
  it.each(PUBLIC)("%s loads nothing from another host and sets no cookie", async (path) => {
    const answer = await fetch(pfn.url + path);
    expect(answer.headers.getSetCookie()).toEqual([]);
    const loaded = [
      ...(await answer.text()).matchAll(/<(?:script|link|img)\b[^>]*?(?:src|href)="([^"]+)"/g),
    ];
    expect(loaded.length).toBeGreaterThan(3);
    expect(
      loaded.map(([, address = ""]) => address).filter((address) => !/^\/(?!\/)/.test(address)),
    ).toEqual([]);
  });

  it.each(PUBLIC)("every link within %s leads to a place that is there", async (path) => {
    const html = await read(path);
    const ids = idsOf(html);
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets.filter((target) => !ids.has(target))).toEqual([]);
  });

  it("every link to another page leads to a page and a heading that are there", async () => {
    const pages = await Promise.all(PUBLIC.map(async (path) => [path, await read(path)] as const));
    const places = new Map(pages.map(([path, html]) => [path, idsOf(html)]));
    const links = pages.flatMap(([, html]) =>
      [...html.matchAll(/href="(\/docs\/[^"#]+)(?:#([^"]+))?"/g)].map(([, path = "", id]) => ({
        path,
        id,
      })),
    );
    expect(links.filter(({ id }) => id !== undefined).length).toBeGreaterThan(5);
    const isThere = ({ path, id }: (typeof links)[number]) =>
      places.has(path) && (id === undefined || places.get(path)?.has(id));
    expect(links.filter((link) => !isThere(link))).toEqual([]);
  });

  it("the guide names this server's URL; its links into the source tree are words", async () => {
    const guide = (await Promise.all(GUIDE_PAGES.map(read))).join("\n");
    expect(guide).toContain(`export PFN_URL="\${PFN_URL:-${pfn.url}}"`);
    expect(guide).not.toContain("localhost:3000");
    expect(guide).not.toContain("../packages");
    expect(await read("/docs/agents/start")).toContain('<h2 id="connect">');
  });

  it("a page that the guide does not have is a 404", async () => {
    for (const page of ["nothing", "README", "start.md", "start/more"])
      expect([page, (await fetch(`${pfn.url}/docs/agents/${page}`)).status]).toEqual([page, 404]);
  });
});

const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  "x-required-scope": z.string().nullish(),
});
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

describe("/docs/api", () => {
  it("shows every call with scope, fields and refusals, without JavaScript", async () => {
    const html = await read("/docs/api");
    const { paths } = Document.parse(await (await fetch(`${pfn.url}/api/v1/openapi.json`)).json());
    const operations = Object.values(paths).flatMap((item) =>
      Object.entries(item).flatMap(([method, value]) =>
        method === "servers" ? [] : [Operation.parse(value)],
      ),
    );
    expect(operations.length).toBeGreaterThan(8);
    for (const { operationId, summary, "x-required-scope": scope } of operations) {
      const section =
        new RegExp(`<section id="${operationId}".*?</section>`, "s").exec(html)?.[0] ?? "";
      expect(section, operationId).toContain(summary);
      expect(section).toContain(scope == null ? "" : `<code>${scope}</code>`);
      expect(section).toContain("curl -sS");
      expect(section).toContain('href="#BadRequest"');
    }
    for (const text of [
      "Idempotency-Key",
      "nextCursor",
      "Retry-After",
      "RateLimit-Policy",
      'id="Problem"',
      '"-12.50"',
    ])
      expect(html).toContain(text);
  });

  it("this server understands each request that it shows, save the example's ids", async () => {
    const visitor = createVisitor(pfn.url);
    await visitor.mutate("profile.signUp", ADA);
    await visitor.signIn(ADA);
    const createKey = async (mode: "live" | "test") => {
      const created = await visitor.mutate("integrationKeys.create", {
        label: "Docs",
        preset: "full",
        mode,
      });
      return z
        .object({ result: z.object({ data: z.object({ key: z.string() }) }) })
        .parse(await created.json()).result.data.key;
    };
    const keys = { live: await createKey("live"), test: await createKey("test") };
    const html = await read("/docs/api");
    const commands = [...html.matchAll(/<pre[^>]*>(curl -sS.*?)<\/pre>/gs)].map(
      ([, text = ""]) => text,
    );
    expect(commands.length).toBeGreaterThan(8);
    for (const command of commands) {
      const printed = await shell(command, {
        PFN_KEY: command.includes("/api/v1/test/") ? keys.test : keys.live,
      });
      if (command.includes("/transactions.csv")) {
        expect(printed).toMatch(/^\w+,\w+/);
        continue;
      }
      const answer = JSON.parse(printed);
      expect(
        [undefined, "NOT_FOUND", "CONFLICT"],
        `${command}\n${JSON.stringify(answer)}`,
      ).toContain(answer.code);
    }
  });
});

/** Runs a command as a reader would, and returns its output. */
const shell = (command: string, variables: Record<string, string>): Promise<string> =>
  new Promise((resolve, reject) => {
    const env = { NODE_ENV: "test" as const, PATH: process.env["PATH"], ...variables };
    execFile("bash", ["--norc", "-c", command], { env }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
  });

describe("/llms.txt", () => {
  it("is the guide as plain text with this server's URL, after an index of the rest", async () => {
    const answer = await fetch(`${pfn.url}/llms.txt`);
    const text = await answer.text();
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(text).toMatch(/^# pfn\n\n> /);
    for (const path of [
      "/api/v1/openapi.json",
      "/docs/api",
      "/docs/agents",
      "/api/mcp",
      "/api/trpc",
    ])
      expect(text).toContain(pfn.url + path);
    for (const path of GUIDE_PAGES) expect(text).toContain(`](${pfn.url}${path})`);
    expect(text).toContain("\n## Start\n");
    expect(text).toContain("\n### Connect\n");
    expect(text).not.toContain("localhost:3000");
    for (const [, address = ""] of text.matchAll(/\]\((\S+?)\)/g))
      expect((await fetch(address)).status).toBe(200);
  });

  it("may be kept by caches, which ask whether it has changed; other methods get 405", async () => {
    const { headers } = await fetch(`${pfn.url}/llms.txt`);
    expect(headers.get("cache-control")).toBe("no-cache");
    const again = await fetch(`${pfn.url}/llms.txt`, {
      headers: { "if-none-match": headers.get("etag") ?? "" },
    });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(
      (await fetch(`${pfn.url}/llms.txt`, { method: "HEAD" })).headers.get("content-length"),
    ).toBe(headers.get("content-length"));
    const refused = await fetch(`${pfn.url}/llms.txt`, { method: "DELETE" });
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });
});
