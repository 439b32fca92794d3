import { closest } from "../../common/errors/closest";
import type { DomainError } from "../../common/errors/domain-error";
import { refusal } from "../../common/errors/refusal";
import { methodNotSupported } from "../../common/errors/refusals";
import { badlyEncoded, decodePath } from "../decode-path";
import { ENDPOINTS, REST_BASE, type RestEndpoint } from "./endpoints";

/** A path that some endpoints share, with the texts that stand for its `{names}`. */
export interface FoundPath {
  endpoints: readonly RestEndpoint[];
  params: Readonly<Record<string, string>>;
  /** The methods that it has. */
  methods: readonly string[];
}

/** What stands at a path below {@link REST_BASE}; null for a path that is none. */
export function findPath(pathname: string): FoundPath | null {
  const segments = pathname.split("/").slice(1).map(decodePath);
  const fitting = ENDPOINTS.filter((endpoint) => fits(endpoint.segments, segments));
  // OpenAPI 3.1, "Path Templating Matching": a path that is written out goes before one with a name
  // in its place.
  const [first] = fitting.toSorted((a, b) => countParams(a) - countParams(b));
  if (first === undefined) return null;
  const endpoints = fitting.filter(({ path }) => path === first.path);
  const methods = endpoints.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : method));
  return {
    endpoints,
    params: readParams(first.segments, segments),
    methods: [...new Set(methods), "OPTIONS"],
  };
}

/**
 * @throws DomainError NOT_FOUND naming the nearest path, BAD_REQUEST for broken percent encoding
 */
export function requirePath(pathname: string): FoundPath {
  const found = findPath(pathname);
  if (found !== null) return found;
  throw decodePath(pathname) === null ? badlyEncoded() : noSuchPath(pathname);
}

/** @throws DomainError METHOD_NOT_SUPPORTED naming the methods that it has */
export function chooseEndpoint(
  { endpoints, methods }: FoundPath,
  method: string | undefined,
): RestEndpoint {
  const wanted = method === "HEAD" ? "GET" : method;
  const endpoint = endpoints.find((candidate) => candidate.method === wanted);
  if (endpoint !== undefined) return endpoint;
  throw methodNotSupported(
    methods,
    "This path does not answer this method.",
    `It answers ${methods.join(", ")}.`,
  );
}

const isParam = (segment: string) => segment.startsWith("{");

const countParams = ({ segments }: RestEndpoint) => segments.filter(isParam).length;

const fits = (template: readonly string[], segments: readonly (string | null)[]): boolean =>
  template.length === segments.length &&
  template.every((part, index) =>
    isParam(part) ? Boolean(segments[index]) : part === segments[index],
  );

const readParams = (
  template: readonly string[],
  segments: readonly (string | null)[],
): Record<string, string> =>
  Object.fromEntries(
    template.flatMap((part, index) =>
      isParam(part) ? [[part.slice(1, -1), segments[index] ?? ""]] : [],
    ),
  );

function noSuchPath(pathname: string): DomainError {
  const near = closest(
    pathname,
    ENDPOINTS.map(({ path }) => path),
  );
  return refusal(
    "NOT_FOUND",
    null,
    "No such path.",
    near === undefined
      ? `${REST_BASE}/openapi.json lists every path.`
      : `Did you mean ${REST_BASE}${near}?`,
  );
}

/**
 * What a request is called in the log: its endpoint's path with the names of its parameters, "?"
 * for a path that is none.
 */
export const restRoute = ({ pathname }: URL): string =>
  `${REST_BASE}${findPath(pathname.slice(REST_BASE.length))?.endpoints[0]?.path ?? "/?"}`;
