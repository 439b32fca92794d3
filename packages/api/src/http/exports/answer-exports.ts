import { createContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { methodNotSupported, noCredential } from "../../common/errors/refusals";
import type { Runtime } from "../../create-runtime";
import { exportTransactions } from "../../features/exports/export-transactions";
import { EXPORT_BASE } from "../../features/exports/locate-export";
import {
  EXPORT_FORMATS,
  type ExportFormat,
  ExportTransactionsInput,
} from "../../features/exports/schema";
import type { Principal } from "../../identity/principal";
import { authenticate } from "../authenticate";
import { callProcedure } from "../call-procedure";
import { meter } from "../meter";
import { refuseCrossSite } from "../refuse-cross-site";
import type { EndpointRequest } from "../request";
import type { Reply } from "../respond";
import { ENDPOINTS } from "../rest/endpoints";
import { readInput } from "../rest/read-input";

/** The procedure whose answer names the files; who may call it may read them. */
const PROCEDURE = "exports.transactions";

const TYPES = {
  csv: "text/csv; charset=utf-8; header=present",
  json: "application/json; charset=utf-8",
} as const satisfies Record<ExportFormat, string>;

/** The format of the file at a path; null when none is there. */
export function exportFormat(pathname: string, base: string): ExportFormat | null {
  return EXPORT_FORMATS.find((format) => pathname === `${base}/transactions.${format}`) ?? null;
}

/** What a request for a file is called in the log. */
export const exportRoute = ({ pathname }: URL): string =>
  exportFormat(pathname, EXPORT_BASE.session) === null ? `${EXPORT_BASE.session}/?` : pathname;

/**
 * The files for browsers: a link that a signed-in person follows, or a key. A GET changes nothing,
 * and other sites may not start it.
 */
export async function answerExport(runtime: Runtime, request: EndpointRequest): Promise<Reply> {
  const { req, url, ip, userAgent } = request;
  const principal = await authenticate(runtime, req, { ip, userAgent });
  request.principal = principal;
  await meter(runtime, request, { calls: 1, writes: 0 });
  if (principal?.kind === "session") refuseCrossSite(runtime, req);
  const format = exportFormat(url.pathname, EXPORT_BASE.session);
  if (format === null)
    throw refusal("NOT_FOUND", null, "No such path.", "There are .csv and .json.");
  return streamExport(runtime, request, { principal, format });
}

interface Wanted {
  principal: Principal | null;
  format: ExportFormat;
}

/**
 * The file itself. The procedure is called first, so that credential, scope and filters are judged
 * as everywhere.
 *
 * @throws DomainError as the procedure does
 */
export async function streamExport(
  runtime: Runtime,
  request: EndpointRequest,
  { principal, format }: Wanted,
): Promise<Reply> {
  const { req, requestId, ip, userAgent } = request;
  if (req.method !== "GET" && req.method !== "HEAD") {
    throw methodNotSupported(["GET", "HEAD"], "Only GET.");
  }
  const endpoint = ENDPOINTS.find(({ procedure }) => procedure === PROCEDURE);
  if (endpoint === undefined) throw new Error(`${PROCEDURE} has no REST route.`);
  if (principal === null) throw noCredential();
  const input = await readInput(request, endpoint, {});
  const channel = principal.kind === "session" ? ("web" as const) : ("rest" as const);
  const ctx = {
    ...createContext(runtime, { principal, channel, requestId, ip, userAgent }),
    principal,
  };
  await callProcedure(ctx, { path: PROCEDURE, type: "query", input });
  const day = ctx.now().toISOString().slice(0, 10);
  return {
    status: 200,
    body: undefined,
    stream: exportTransactions(ctx, ExportTransactionsInput.parse(input), format),
    headers: {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="transactions-${day}.${format}"`,
    },
  };
}
