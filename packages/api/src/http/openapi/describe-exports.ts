import { z } from "zod";
import { EXPORT_FORMATS, ExportedTransaction } from "../../features/exports/schema";
import { describeSchema, type JsonObject } from "./json-schema";
import { headerRefs } from "./problem-responses";

const PATH = "/exports/transactions";
const TITLES = {
  csv: "Read all transactions as CSV",
  json: "Read all transactions as JSON",
} as const;
const TYPES = { csv: "text/csv", json: "application/json" } as const;
const JSON_FILE = describeSchema(z.array(ExportedTransaction), "answer");
const SCHEMAS = {
  csv: { type: "string", description: "RFC 4180, with a header." },
  json: JSON_FILE.schema,
} as const;

/** What the files' schemas refer to. */
export const EXPORT_COMPONENTS = JSON_FILE.components;

/**
 * The files that `exports.transactions` names: its parameters, access and refusals, but another
 * answer.
 */
export function describeExports(
  paths: Readonly<Record<string, JsonObject>>,
): Record<string, JsonObject> {
  // The endpoint was described a moment ago.
  const get = paths[PATH]?.["get"] as JsonObject & { responses: JsonObject };
  return Object.fromEntries(
    EXPORT_FORMATS.map((format) => [
      `${PATH}.${format}`,
      {
        get: {
          ...get,
          operationId: `exports.transactions.${format}`,
          summary: TITLES[format],
          description:
            "Streamed, newest first, with the filters of `transactions.list`. " +
            "`imports.preview` reads the file back. Needs the scope `transactions:read`.",
          responses: {
            ...get.responses,
            200: {
              description: "The file.",
              headers: headerRefs(["X-Request-Id"]),
              content: { [TYPES[format]]: { schema: SCHEMAS[format] } },
            },
          },
        },
      },
    ]),
  );
}
