import { TRPCError } from "@trpc/server";
import { expect, it } from "vitest";
import { z } from "zod";
import { DomainError } from "./domain-error";
import { type DomainErrorCode, STATUS } from "./error-codes";
import { toProblem } from "./problem";
import { toDomainError } from "./to-domain-error";

const withCode = (code: string) => Object.assign(new Error("the database's own words"), { code });
const zodError = () => z.strictObject({ a: z.string() }).safeParse({}).error;

it.each<[string, unknown, DomainErrorCode]>([
  ["a refusal", new DomainError("CONFLICT", "No."), "CONFLICT"],
  [
    "a refusal inside tRPC's error",
    new TRPCError({ code: "FORBIDDEN", cause: new DomainError("CONFLICT", "No.") }),
    "CONFLICT",
  ],
  ["a refused input", new TRPCError({ code: "BAD_REQUEST", cause: zodError() }), "BAD_REQUEST"],
  [
    "an answer that breaks its own promise",
    new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: zodError() }),
    "INTERNAL_SERVER_ERROR",
  ],
  ["a path that does not exist", new TRPCError({ code: "NOT_FOUND" }), "NOT_FOUND"],
  [
    "a query sent as a mutation",
    new TRPCError({ code: "METHOD_NOT_SUPPORTED" }),
    "METHOD_NOT_SUPPORTED",
  ],
  [
    "an input that its schema breaks on",
    new TRPCError({ code: "BAD_REQUEST", cause: new RangeError("stack") }),
    "INTERNAL_SERVER_ERROR",
  ],
  ["a database that is gone", withCode("ECONNREFUSED"), "SERVICE_UNAVAILABLE"],
  [
    "the same inside tRPC's error",
    new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: withCode("P2024") }),
    "SERVICE_UNAVAILABLE",
  ],
  ["a unique value that is taken", withCode("23505"), "CONFLICT"],
  ["a value that cannot be stored", withCode("22021"), "BAD_REQUEST"],
  ["any other error", new TypeError("x is not a function"), "INTERNAL_SERVER_ERROR"],
  ["a thrown text", "a text", "INTERNAL_SERVER_ERROR"],
  ["nothing at all", undefined, "INTERNAL_SERVER_ERROR"],
])("%s becomes one refusal with one code", (_, thrown, code) => {
  expect(toDomainError(thrown).code).toBe(code);
});

it("T5: no error's own words reach a caller, only those of refusals", () => {
  for (const thrown of [
    new Error("inner words"),
    withCode("ECONNREFUSED"),
    withCode("23505"),
    withCode("22021"),
    new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: "inner words" }),
  ]) {
    const problem = JSON.stringify(toProblem(toDomainError(thrown), "id"));
    expect(problem).not.toMatch(/inner words|own words/);
  }
});

it.each<[unknown, string, string | undefined]>([
  [
    new TRPCError({ code: "NOT_FOUND" }),
    "No such procedure.",
    "Check the path for a typing error.",
  ],
  [
    new TRPCError({ code: "METHOD_NOT_SUPPORTED" }),
    "Queries are GET, mutations are POST.",
    undefined,
  ],
  [
    withCode("23505"),
    "Something else changed or holds what this call needs.",
    "Read the latest state and try again.",
  ],
  [withCode("22021"), "A value cannot be stored.", "Check texts for unusual characters."],
  [
    new Error("inner words"),
    "Something went wrong on the server.",
    "Report this with the request id; the details are in the server's log.",
  ],
])("%s is told in words of ours, and kept as the cause", (thrown, message, hint) => {
  expect(toDomainError(thrown)).toMatchObject({ message, hint, cause: thrown });
});

it("the cause stays with the refusal, for the log", () => {
  const thrown = new Error("inner words");
  expect(toDomainError(thrown).cause).toBe(thrown);
});

it("a problem is RFC 9457 plus our members, and leaves out what it does not know", () => {
  expect(toProblem(new DomainError("NOT_FOUND", "No account with this id."), "r1")).toEqual({
    ...{ type: "about:blank", title: "Not found", status: 404, detail: "No account with this id." },
    ...{ code: "NOT_FOUND", requestId: "r1", retryable: false },
  });
  const details = {
    hint: "Try this.",
    path: "a.b",
    errors: [{ path: "a.b", detail: "no" }],
    headers: { allow: "GET" },
    cause: new Error("inner"),
  };
  expect(toProblem(new DomainError("BAD_REQUEST", "No.", details), "r2")).toEqual({
    ...{
      type: "about:blank",
      title: "Bad request",
      status: 400,
      detail: "No.",
      code: "BAD_REQUEST",
      requestId: "r2",
      retryable: false,
    },
    ...{ hint: "Try this.", path: "a.b", errors: [{ path: "a.b", detail: "no" }] },
  });
});

it("only what may succeed later unchanged is called worth repeating", () => {
  // The table's keys are its codes.
  const codes = Object.keys(STATUS) as DomainErrorCode[];
  const retryable = codes.filter((code) => toProblem(new DomainError(code, "x"), "r").retryable);
  expect(retryable.sort()).toEqual(["SERVICE_UNAVAILABLE", "TOO_MANY_REQUESTS"]);
});
