import type { IncomingMessage } from "node:http";
import { refusal } from "../../common/errors/refusal";
import { readJsonBody } from "../read-json-body";
import type { EndpointRequest } from "../request";
import type { QueryField, RestEndpoint } from "./endpoints";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Puts a request's input together: path and query for what reads; path, JSON body and
 * `Idempotency-Key` for what writes. What it means is for the procedure's schema to judge; unknown
 * fields are passed on, for it to refuse and name the nearest.
 *
 * @throws DomainError BAD_REQUEST (a field given twice, a query on a write), and as {@link
 *   readJsonBody}
 */
export async function readInput(
  { req, url }: EndpointRequest,
  endpoint: RestEndpoint,
  params: Fields,
): Promise<unknown> {
  if (endpoint.type === "query")
    return mergeOnce(readQuery(url.searchParams, endpoint.fields), params, "the path");
  if (url.search !== "") {
    throw refusal(
      "BAD_REQUEST",
      null,
      "What writes takes no query.",
      "Send the fields as a JSON body.",
    );
  }
  const body = hasBody(req) ? await readJsonBody(req, { maxBytes: endpoint.doc.maxBodyBytes }) : {};
  // The procedure refuses anything that is not an object.
  if (!isFields(body)) return body;
  return mergeOnce(
    mergeOnce(body, params, "the path"),
    readIdempotencyKey(req, endpoint),
    "the header `Idempotency-Key`",
  );
}

/** Built from entries, so that a field called `__proto__` is a field like any other. */
function readQuery(search: URLSearchParams, fields: RestEndpoint["fields"]): Fields {
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => [
      name,
      readField(name, search.getAll(name), fields.get(name)),
    ]),
  );
}

function readField(name: string, texts: readonly string[], field: QueryField | undefined): unknown {
  if (field?.isList === true) return texts.map((text) => readScalar(text, field.type));
  const [text = ""] = texts;
  if (field === undefined) return text;
  if (texts.length === 1) return readScalar(text, field.type);
  throw refusal("BAD_REQUEST", name, "given more than once.", "Send it once.");
}

/**
 * A text that is not of the field's type stays a text, for the schema to refuse with its own words.
 */
function readScalar(text: string, type: QueryField["type"]): unknown {
  if (type === "integer" && /^-?(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";

/** Node joins repeated headers with a comma and a space, which no valid key contains. */
function readIdempotencyKey({ headers }: IncomingMessage, { writes }: RestEndpoint): Fields {
  const key = headers["idempotency-key"];
  return writes && key !== undefined ? { idempotencyKey: key } : {};
}

/** The same field from two places must say the same. */
function mergeOnce(fields: Fields, more: Fields, where: string): Fields {
  for (const [name, value] of Object.entries(more)) {
    if (!Object.hasOwn(fields, name) || fields[name] === value) continue;
    throw refusal(
      "BAD_REQUEST",
      name,
      `${where} says something else.`,
      "Send it in one place only.",
    );
  }
  return { ...fields, ...more };
}
