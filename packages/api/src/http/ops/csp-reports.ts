import { z } from "zod";
import { fromZodError } from "../../common/errors/input-errors";
import type { Runtime } from "../../common/runtime";
import { openRequest } from "../open-request";
import { readJsonBody } from "../read-json-body";
import type { Endpoint } from "../request";

/** Where browsers report what a page was kept from loading (B1). */
export const CSP_REPORTS_PATH = "/api/csp-reports";

const BODY = {
  types: ["application/csp-report", "application/reports+json", "application/json"],
  maxBytes: 16_384,
};
const MAX_REPORTS = 20;
const LINES_PER_MINUTE = 10;

/**
 * The form of `report-uri`, and that of the Reporting API; both are sent, by different browsers.
 */
const Report = z.union([
  z
    .object({
      "csp-report": z.object({
        "effective-directive": z.string().optional(),
        "violated-directive": z.string().optional(),
        "blocked-uri": z.string().optional(),
        "document-uri": z.string().optional(),
      }),
    })
    .transform(({ "csp-report": report }) => ({
      directive: report["effective-directive"] ?? report["violated-directive"],
      blocked: report["blocked-uri"],
      page: report["document-uri"],
    })),
  z
    .object({
      type: z.literal("csp-violation"),
      body: z.object({
        effectiveDirective: z.string().optional(),
        blockedURL: z.string().optional(),
        documentURL: z.string().optional(),
      }),
    })
    .transform(({ body }) => ({
      directive: body.effectiveDirective,
      blocked: body.blockedURL,
      page: body.documentURL,
    })),
]);
const Reports = z.union([Report.transform((one) => [one]), z.array(Report).max(MAX_REPORTS)]);

/**
 * `POST /api/csp-reports`: counts each report and logs a few. What it says comes from a stranger,
 * so nothing of it is sent back, and only what cannot hold a secret is written down: the directive,
 * the host that was asked, the path of the page.
 */
export function createCspReports(): Endpoint["answer"] {
  const mayLog = createLineLimit();
  return async (runtime, request) => {
    await openRequest(runtime, request);
    const reports = Reports.safeParse(await readJsonBody(request.req, BODY));
    if (!reports.success) throw fromZodError(reports.error);
    for (const report of reports.data) note(runtime, report, mayLog);
    return { status: 204, body: undefined };
  };
}

function note(
  runtime: Runtime,
  { directive = "", blocked = "", page = "" }: z.output<typeof Report>,
  mayLog: (now: Date) => boolean,
): void {
  // The older form repeats the whole directive, sources included.
  const name = /^[a-z-]{1,30}/.exec(directive)?.[0] ?? "unknown";
  runtime.metrics.policyViolated(name);
  if (!mayLog(runtime.now())) return;
  const path = URL.canParse(page) ? new URL(page).pathname.slice(0, 100) : "unknown";
  runtime.log.warn({
    event: "csp.violation",
    directive: name,
    blocked: originOf(blocked),
    page: path,
  });
}

/** `inline`, `eval` and the like stand for themselves; of an address only the host is kept. */
function originOf(blocked: string): string {
  if (/^[a-z-]{1,20}$/.test(blocked)) return blocked;
  if (!URL.canParse(blocked)) return "unknown";
  const { protocol, host } = new URL(blocked);
  return host === "" ? protocol : `${protocol}//${host.slice(0, 100)}`;
}

/** The log takes ten lines a minute, however many browsers complain; the metrics have them all. */
function createLineLimit(): (now: Date) => boolean {
  let last = { minute: 0, lines: 0 };
  return (now) => {
    const minute = Math.floor(now.getTime() / 60_000);
    const lines = last.minute === minute ? last.lines : 0;
    last = { minute, lines: lines + 1 };
    return lines < LINES_PER_MINUTE;
  };
}
