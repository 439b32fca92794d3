import { expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { type Answer, send } from "../../test/requests";
import { useServer } from "../../test/server";

const t = useRuntime({ limits: { anonymousPerMinute: 40 }, trustedProxies: ["127.0.0.1"] });
const server = useServer(t);

const networks = { count: 0 };
function report(body: unknown, type = "application/csp-report", ip = "192.0.2.1"): Promise<Answer> {
  return send(`${server.url}/api/csp-reports`, {
    method: "POST",
    headers: { "content-type": type, "x-forwarded-for": ip },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}
const lines = () => t.logLines.filter((line) => line.includes('"csp.violation"'));

const OLD = {
  "csp-report": {
    "violated-directive": "script-src 'self' 'nonce-abc'",
    "blocked-uri": "https://evil.example/steal.js?secret=1",
    "document-uri": "http://localhost:3000/config/user?token=2",
    "original-policy": "x".repeat(500),
  },
};
const NEW = [
  {
    type: "csp-violation",
    body: { effectiveDirective: "img-src", blockedURL: "data", documentURL: "http://localhost/" },
  },
];

it(
  "B1: both forms of report are counted and logged: directive, host and page, and nothing " +
    "else of what was sent",
  async () => {
    t.logLines.length = 0;
    for (const answer of [await report(OLD), await report(NEW, "application/reports+json")]) {
      expect(answer.status).toBe(204);
      expect(answer.text).toBe("");
    }
    expect(lines().map((line) => JSON.parse(line))).toMatchObject([
      { directive: "script-src", blocked: "https://evil.example", page: "/config/user" },
      { directive: "img-src", blocked: "data", page: "/" },
    ]);
    expect(lines().join("")).not.toMatch(/secret=|token=|nonce-abc|xxx/);
    expect((await t.runtime.metrics.render()).text).toContain(
      'pfn_csp_reports_total{directive="script-src"} 1',
    );
  },
);

it("B1, R1: reports are logged at most ten a minute, all counted, limited by network", async () => {
  t.logLines.length = 0;
  const statuses: number[] = [];
  for (let index = 0; index < 45; index += 1)
    statuses.push((await report(NEW, undefined, "192.0.2.2")).status);
  expect(statuses.filter((status) => status === 204)).toHaveLength(40);
  expect(statuses.slice(40)).toEqual([429, 429, 429, 429, 429]);
  expect(lines().length).toBeLessThanOrEqual(20);
});

it.each([
  ["no report", {}, "application/csp-report", 400],
  ["no JSON", "{", "application/csp-report", 400],
  ["too many at once", Array.from({ length: 21 }, () => NEW[0]), "application/reports+json", 400],
  ["another type", OLD, "text/plain", 415],
  ["more than 16 KiB", { ...OLD, filler: "x".repeat(17_000) }, "application/csp-report", 413],
])("B1: %s is refused, without repeating it", async (_, body, type, status) => {
  networks.count += 1;
  const answer = await report(body, type, `198.51.100.${networks.count}`);
  expect(answer.status).toBe(status);
  expect(answer.text).not.toMatch(/evil|xxxx/);
});
