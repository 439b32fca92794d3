import type { Parameter } from "./openapi";

interface Request {
  method: string;
  /** With its `{names}`. */
  url: string;
  parameters: readonly Parameter[];
  /** An example; undefined: none is sent. */
  body: unknown;
  /** True when it needs no key. */
  isOpen: boolean;
}

/**
 * A call as a command to paste into a shell, with the examples of its parameters; the key comes
 * from the environment.
 */
export function curlOf({ method, url, parameters, body, isOpen }: Request): string {
  const examples = parameters.filter(({ example }) => example !== undefined);
  const path = examples
    .filter((parameter) => parameter.in === "path")
    .reduce(
      (text, { name, example }) => text.replace(`{${name}}`, encodeURIComponent(String(example))),
      url,
    );
  const query = examples.filter((parameter) => parameter.in === "query");
  const headers = examples.filter((parameter) => parameter.in === "header");
  const [get, verb] = [query.length > 0 ? "G" : "", method === "GET" ? "" : `-X ${method} `];
  return [
    `curl -sS${get} ${verb}${quote(path)}`,
    ...(isOpen ? [] : ['-H "Authorization: Bearer $PFN_KEY"']),
    ...headers.map(({ name, example }) => `-H ${quote(`${name}: ${example}`)}`),
    ...query.flatMap(({ name, example }) =>
      [example].flat().map((value) => `--data-urlencode ${quote(`${name}=${value}`)}`),
    ),
    ...(body === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d ${quote(JSON.stringify(body, null, 2))}`]),
  ].join(" \\\n  ");
}

/** For POSIX shells: nothing inside single quotes has a meaning. */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
