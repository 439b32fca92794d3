import { expect, it } from "vitest";
import { DomainError } from "./domain-error";
import { toProblem } from "./problem";

it(
  "a refusal that says nothing more than its message has none of the optional fields, not " +
    "even empty ones",
  () => {
    const error = new DomainError("NOT_FOUND", "No account with this id.");
    expect(Object.keys(toProblem(error, "r"))).toEqual([
      ...["type", "title", "status", "detail", "code", "requestId", "retryable"],
    ]);
    expect(error).toMatchObject({
      name: "DomainError",
      missingScopes: [],
      details: {},
      status: 404,
    });
    expect("cause" in error).toBe(false);
  },
);

it("what a refusal says beside its message is in the problem, and what caused it is not", () => {
  const cause = new Error("of ours");
  const details = { hint: "Wait.", path: "a.b", errors: [{ path: "a.b", detail: "No." }], cause };
  const error = new DomainError("TOO_MANY_REQUESTS", "Too many.", details);
  expect(error.cause).toBe(cause);
  expect(toProblem(error, "r")).toEqual({
    ...{
      type: "about:blank",
      title: "Too many requests",
      status: 429,
      detail: "Too many.",
      code: "TOO_MANY_REQUESTS",
    },
    ...{ requestId: "r", hint: "Wait.", path: "a.b", errors: details.errors, retryable: true },
  });
});

it("A9: an error about a row that nobody judged the caller for is not told", () => {
  const errors = [
    { path: "id", detail: "This is no id." },
    { path: "rows.0", detail: "Row a is in the way.", readWith: "transactions:read" as const },
  ];
  const problem = toProblem(new DomainError("CONFLICT", "In the way.", { errors }), "request");
  expect(problem.errors).toEqual([{ path: "id", detail: "This is no id." }]);
});
