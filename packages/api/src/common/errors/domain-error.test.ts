import { expect, it } from "vitest";
import { DomainError } from "./domain-error";

const nobody = () => false;
const everybody = () => true;

const REFUSAL = new DomainError("CONFLICT", "Rows are in the way.", {
  hint: "Look at them first.",
  path: "id",
  retryAfterSeconds: 1,
  missingScopes: ["accounts:read"],
  errors: [
    { path: "id", detail: "This is no id." },
    { path: "rows.0", detail: "Row a is in the way.", readWith: "transactions:read" },
  ],
  forReaders: {
    scope: "transactions:read",
    message: "Row a is in the way.",
    hint: "Undo row a first.",
  },
});

it(
  "A9: a refusal tells of rows only whom may read them, and keeps everything else for " +
    "everybody",
  () => {
    const kept = {
      code: "CONFLICT",
      path: "id",
      details: { retryAfterSeconds: 1 },
      missingScopes: ["accounts:read"],
    };
    expect(REFUSAL.toldTo(everybody)).toMatchObject({
      ...kept,
      ...{ message: "Row a is in the way.", hint: "Undo row a first." },
      errors: [
        { path: "id", detail: "This is no id." },
        { path: "rows.0", detail: "Row a is in the way." },
      ],
    });
    expect(REFUSAL.toldTo(nobody)).toMatchObject({
      ...kept,
      ...{ message: "Rows are in the way.", hint: "Look at them first." },
      errors: [{ path: "id", detail: "This is no id." }],
    });
  },
);

it("A9: words for readers may be part of them; nothing is named where nothing is left", () => {
  const onlyHint = new DomainError("CONFLICT", "In the way.", {
    forReaders: { scope: "accounts:read", hint: "Row a." },
  });
  expect(onlyHint.toldTo(everybody)).toMatchObject({ message: "In the way.", hint: "Row a." });
  expect(onlyHint.toldTo(nobody).hint).toBeUndefined();
  const named = new DomainError("CONFLICT", "In the way.", {
    errors: [{ path: "id", detail: "Row a.", readWith: "accounts:read" }],
    forReaders: { scope: "accounts:read", message: "Row a." },
  });
  expect(named.toldTo(nobody).errors).toBeUndefined();
  expect(named.toldTo(everybody)).toMatchObject({
    message: "Row a.",
    errors: [{ path: "id", detail: "Row a." }],
  });
  expect(new DomainError("NOT_FOUND", "No such row.").toldTo(everybody)).toMatchObject({
    message: "No such row.",
  });
});
