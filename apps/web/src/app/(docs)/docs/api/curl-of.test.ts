import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { curlOf } from "./curl-of";
import type { Parameter } from "./openapi";

const parameter = (name: string, place: Parameter["in"], example?: unknown): Parameter => ({
  name,
  in: place,
  required: false,
  schema: {},
  example,
});

/** The words that a shell hands to curl. */
const words = (command: string): string[] =>
  execFileSync("bash", ["--norc", "-c", `curl() { printf '%s\\0' "$@"; }; ${command}`], {
    env: { NODE_ENV: "test", PFN_KEY: "k" },
  })
    .toString()
    .split("\0")
    .slice(0, -1);

it("fills the path, repeats lists in the query, and sends what has an example only", () => {
  const parameters = [
    parameter("id", "path", "a/b"),
    parameter("accountId", "query", ["x", "y"]),
    parameter("limit", "query"),
  ];
  const command = curlOf({
    method: "GET",
    url: "https://p.test/ops/{id}",
    parameters,
    body: undefined,
    isOpen: false,
  });
  expect(words(command)).toEqual([
    ...["-sSG", "https://p.test/ops/a%2Fb", "-H", "Authorization: Bearer k"],
    ...["--data-urlencode", "accountId=x", "--data-urlencode", "accountId=y"],
  ]);
});

it("a body with quotes reaches curl as it is, and a call for everybody takes no key", () => {
  const body = { payee: `Joe's "Bar" $HOME \`x\`` };
  const [, , , , , , , data = ""] = words(
    curlOf({ method: "POST", url: "https://p.test/burn", parameters: [], body, isOpen: true }),
  );
  expect(JSON.parse(data)).toEqual(body);
});
