import { noCredential } from "../../common/errors/credential-refusals";
import { refusal } from "../../common/errors/refusal";
import type { Runtime } from "../../common/runtime";
import { exportTransactions } from "../../features/exports/export-transactions";
import { EXPORT_BASE } from "../../features/exports/locate-export";
import {
  EXPORT_FORMATS,
  type ExportFormat,
  ExportTransactionsInput,
} from "../../features/exports/schema";
import { callProcedure } from "../call-procedure";
import { openRequest } from "../open-request";
import { refuseCrossSite } from "../refuse-cross-site";
import type { EndpointRequest, Reply } from "../request";
import { ENDPOINTS } from "../rest/endpoints";
import { readInput } from "../rest/read-input";

/** The procedure whose answer names the files; who may call it may read them. */
const PROCEDURE = "exports.transactions";

const TYPES = {
  csv: "text/csv; charset=utf-8; header=present",
  json: "application/json; charset=utf-8",
} as const satisfies Record<ExportFormat, string>;

const formatAt = (pathname: string): ExportFormat | undefined =>
  EXPORT_FORMATS.find((format) =>
    Object.values(EXPORT_BASE).some((base) => pathname === `${base}/transactions.${format}`),
  );

/** What a request for a file is called in the log. */
export const exportRoute = ({ pathname }: URL): string =>
  formatAt(pathname) === undefined ? `${EXPORT_BASE.session}/?` : pathname;

/**
 * The files: for a link that a signed-in person follows, or for a key. A GET changes nothing, and
 * other sites may not start it. The procedure is called first, so that credential, scope and
 * filters are judged as everywhere.
 *
 * @throws DomainError as the procedure does
 */
export async function answerExport(runtime: Runtime, request: EndpointRequest): Promise<Reply> {
  const { principal, createContext } = await openRequest(runtime, request);
  if (principal?.kind === "session") refuseCrossSite(runtime, request.req);
  const format = formatAt(request.url.pathname);
  if (format === undefined)
    throw refusal("NOT_FOUND", null, "No such path.", "There are .csv and .json.");
  const endpoint = ENDPOINTS.find(({ procedure }) => procedure === PROCEDURE);
  if (endpoint === undefined) throw new Error(`${PROCEDURE} has no REST route.`);
  if (principal === null) throw noCredential();
  const input = await readInput(request, endpoint, {});
  const ctx = { ...createContext(), principal };
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
