import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROUTES } from "./routes";
import { type PfnProcess, startPfn } from "./start-pfn";
import { ADA, createVisitor, type Visitor } from "./visitor";

const BUILD = fileURLToPath(new URL("../.next", import.meta.url));

/** What is no page: missing, missing below a page, Next's own pages for failures. */
const DEAD_ENDS = [
  "/there-is-nothing-here",
  "/config/nothing",
  "/_global-error",
  "/_not-found",
  "/_error",
  "/404",
  "/500",
];

let pfn: PfnProcess;
const visitors: { ada?: Visitor; nobody?: Visitor } = {};
beforeAll(async () => {
  pfn = await startPfn();
  visitors.nobody = createVisitor(pfn.url);
  visitors.ada = createVisitor(pfn.url);
  await visitors.ada.mutate("profile.signUp", ADA);
  await visitors.ada.signIn(ADA);
});
afterAll(() => pfn.remove());

const nonceOf = ({ headers }: Response) =>
  /'nonce-([^']{24})' 'strict-dynamic'/.exec(headers.get("content-security-policy") ?? "")?.[1];

/** B1–B4: what must be true of any answer that is not a file of the build. */
async function expectSafe(answer: Response): Promise<void> {
  const { headers } = answer;
  const policy = headers.get("content-security-policy") ?? "";
  expect(nonceOf(answer)).toBeDefined();
  for (const directive of [
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "report-uri /api/csp-reports",
    "report-to csp",
  ])
    expect(policy.split("; ")).toContain(directive);
  const scripts = policy.split("; ").find((directive) => directive.startsWith("script-src"));
  expect(scripts).not.toMatch(/unsafe-(inline|eval)|https?:|\*/);
  expect(headers.get("reporting-endpoints")).toBe('csp="/api/csp-reports"');
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("x-powered-by")).toBeNull();
  const tags = (await answer.text()).match(/<(script|style)\b[^>]*>/g) ?? [];
  expect(tags.filter((tag) => !tag.includes(`nonce="${nonceOf(answer)}"`))).toEqual([]);
}

describe.each(["ada", "nobody"] as const)("to %s", (name) => {
  it.each([...ROUTES, ...DEAD_ENDS])(
    "B1, B2, B3, B4: %s has every header, only scripts with the answer's nonce, and no cache",
    async (path) => {
      const answer = await visitors[name]?.get(path);
      if (answer === undefined) throw new Error("not ready");
      const type = answer.headers.get("content-type") ?? "";
      expect(answer.status).toBeLessThan(500);
      if (answer.status === 200 || answer.status === 404) expect(type).toContain("text/html");
      const cache = answer.headers.get("cache-control") ?? "";
      if (type.includes("text/html")) expect(cache).toMatch(/private.*no-store/);
      expect(cache).not.toMatch(/s-maxage|public/);
      await expectSafe(answer);
    },
  );
});

it("the folders were read: the routes are those of the product", () => {
  expect(ROUTES).toEqual(
    expect.arrayContaining(["/", "/login", "/signup", "/config/user", "/config/user/keys/nothing"]),
  );
});

it("B4: what the router fetches of a signed-in page is private and not stored", async () => {
  const cookie = [...(visitors.ada?.cookies ?? [])]
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  const answer = await fetch(`${pfn.url}/config/user`, { headers: { RSC: "1", cookie } });
  expect(answer.headers.get("content-type")).toContain("text/x-component");
  expect(answer.headers.get("cache-control")).toMatch(/private.*no-store/);
});

/** A7, O2: each of these once opened something in some version, or steers how Next answers. */
const INTERNAL_HEADERS: Record<string, string> = {
  "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware",
  "x-middleware-prefetch": "1",
  "x-middleware-rewrite": "/config/user",
  "x-middleware-set-cookie": "a=b",
  "x-middleware-override-headers": "cookie",
  "x-invoke-path": "/config/user",
  "x-invoke-status": "500",
  "x-invoke-error": "{}",
  "x-invoke-output": "/config/user",
  "x-matched-path": "/config/user",
  "x-now-route-matches": "1=nothing",
  "x-nextjs-data": "1",
  "x-nextjs-postponed": "1",
  "x-prerender-revalidate": "nothing",
  "x-next-revalidated-tags": "a",
  "x-next-cache-tags": "a",
  "next-resume": "1",
  "x-nonce": "chosen-by-the-client",
  "content-security-policy": "script-src 'nonce-chosen-by-the-client'",
  "x-forwarded-host": "evil.example",
};
it.each(Object.entries(INTERNAL_HEADERS))(
  "A7, B2, O2: a client's own %s changes nothing",
  async (name, value) => {
    for (const path of ["/", "/login", "/there-is-nothing-here"]) {
      const [plain, sent] = await Promise.all([
        fetch(pfn.url + path, { redirect: "manual" }),
        fetch(pfn.url + path, { redirect: "manual", headers: { [name]: value } }),
      ]);
      expect(sent.status).toBe(plain.status);
      expect(sent.headers.get("location")).toBe(plain.headers.get("location"));
      expect(sent.headers.get("content-type")).toBe(plain.headers.get("content-type"));
      expect([...sent.headers].join() + (await sent.clone().text())).not.toMatch(
        /chosen-by-the-client|evil\.example/,
      );
      await expectSafe(sent);
    }
  },
);

it("B1: a browser's report is taken where the policy sends it", async () => {
  const answer = await fetch(`${pfn.url}/api/csp-reports`, {
    method: "POST",
    headers: { "Content-Type": "application/csp-report" },
    body: JSON.stringify({
      "csp-report": { "effective-directive": "img-src", "blocked-uri": "inline" },
    }),
  });
  expect([answer.status, await answer.text()]).toEqual([204, ""]);
});

it("B3: no source map is served, none is named, and none lies beside what is", async () => {
  const files = readdirSync(join(BUILD, "static"), { recursive: true, encoding: "utf8" });
  expect(files.filter((file) => file.endsWith(".js")).length).toBeGreaterThan(5);
  expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
  for (const file of files.filter((name) => /\.(js|css)$/.test(name)))
    expect(readFileSync(join(BUILD, "static", file), "utf8")).not.toMatch(
      /sourceMappingURL=(?!data:)/,
    );
});

it("B4: signing out clears what the browser kept of the pages", async () => {
  const visitor = createVisitor(pfn.url);
  await visitor.signIn(ADA);
  expect((await visitor.signOut()).headers.get("clear-site-data")).toBe('"cache"');
});
