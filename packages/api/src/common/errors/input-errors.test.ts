import { expect, it } from "vitest";
import { z } from "zod";
import { fromZodError, installInputMessages } from "./input-errors";

installInputMessages();

const Input = z.strictObject({
  label: z.string().max(5, { error: "At most 5 characters." }),
  kind: z.enum(["cash", "checking"]).optional(),
  lines: z
    .array(z.strictObject({ amount: z.strictObject({ currency: z.string() }), index: z.int() }))
    .optional(),
});

function refuse(value: unknown) {
  const { error } = Input.safeParse(value);
  if (error === undefined) throw new Error("The input was accepted.");
  return fromZodError(error);
}

it.each<[string, unknown, string, string]>([
  ["a missing field", {}, "label", "`label`: Required: a string."],
  ["a field of another type", { label: 7 }, "label", "`label`: Expected a string."],
  [
    "a value outside its list",
    { label: "a", kind: "csah" },
    "kind",
    '`kind`: Expected one of cash, checking. Did you mean "cash"?',
  ],
  [
    "a value unlike any in its list",
    { label: "a", kind: "x" },
    "kind",
    "`kind`: Expected one of cash, checking.",
  ],
  ["a schema's own message", { label: "too long" }, "label", "`label`: At most 5 characters."],
  ["a list instead of an object", [], "", "The input: Expected an object."],
  ["nothing", undefined, "", "The input: Required: an object."],
  [
    "a field deep inside",
    { label: "a", lines: [{ amount: { currency: 1 }, index: 0 }] },
    "lines.0.amount.currency",
    "`lines.0.amount.currency`: Expected a string.",
  ],
  [
    "an unknown field deep inside",
    { label: "a", lines: [{ amount: { currency: "EUR", curency: 1 }, index: 0 }] },
    "lines.0.amount.curency",
    '`lines.0.amount.curency`: Unknown field "curency". Did you mean "currency"?',
  ],
])("%s is named with its place and the remedy", (_, value, path, message) => {
  expect(refuse(value)).toMatchObject({
    code: "BAD_REQUEST",
    status: 400,
    path,
    message,
    hint: expect.stringContaining("nothing was changed"),
  });
});

const Bounded = z.strictObject({
  text: z.string().min(1).max(2).optional(),
  list: z.array(z.string()).min(1).max(2).optional(),
  count: z.int().min(3).max(4).optional(),
  email: z.email().optional(),
  none: z.strictObject({}).optional(),
  nested: z.strictObject({ choice: z.enum(["a", "b"]) }).optional(),
});

it.each<[unknown, string]>([
  [{ text: "" }, "`text`: At least 1 character."],
  [{ text: "abc" }, "`text`: At most 2 characters."],
  [{ list: [] }, "`list`: At least 1 item."],
  [{ list: ["a", "b", "c"] }, "`list`: At most 2 items."],
  [{ count: 2 }, "`count`: At least 3."],
  [{ count: 5 }, "`count`: At most 4."],
  [{ count: 3.5 }, "`count`: Expected a whole number."],
  [{ list: {} }, "`list`: Expected an array."],
  [{ nested: {} }, "`nested.choice`: Expected one of a, b."],
  [{ none: { a: 1 } }, '`none.a`: Unknown field "a". This takes no fields.'],
])("%j is refused with its bound in words", (value, message) => {
  const { error } = Bounded.safeParse(value);
  if (error === undefined) return expect.fail("The input was accepted.");
  expect(fromZodError(error).message).toBe(message);
});

it("what has no words of ours keeps Zod's", () => {
  const { error } = Bounded.safeParse({ email: "x" });
  if (error === undefined) return expect.fail("The input was accepted.");
  expect(fromZodError(error).message).toBe("`email`: Invalid email address");
});

it(
  "a record names the fields it takes, and a schema that has words of its own keeps them for " +
    "each unknown field",
  () => {
    const ofRecord = z.record(z.enum(["a"]), z.string()).safeParse({ a: "x", b: "y" }).error;
    const worded = z
      .strictObject({}, { error: "Only what is listed." })
      .safeParse({ a: 1, b: 2 }).error;
    expect(ofRecord && fromZodError(ofRecord).errors).toEqual([
      { path: "b", detail: 'Unknown field "b". Did you mean "a"?' },
    ]);
    expect(worded && fromZodError(worded).errors).toEqual([
      { path: "a", detail: "Only what is listed." },
      { path: "b", detail: "Only what is listed." },
    ]);
  },
);

it("a schema whose fields cannot be told names none, rather than say that it takes none", () => {
  const { error } = z.record(z.literal(["a"]), z.string()).safeParse({ a: "x", b: "y" });
  expect(error && fromZodError(error).errors).toEqual([
    { path: "b", detail: 'Unknown field "b".' },
  ]);
});

it("an error without any issue is a refusal all the same", () => {
  const refusal = fromZodError(new z.ZodError([]));
  expect(refusal).toMatchObject({
    code: "BAD_REQUEST",
    path: "",
    message: "The input: is not valid.",
  });
});

it("several unknown fields are each described by themselves", () => {
  expect(refuse({ label: "a", lable: 1, userId: 2 }).errors).toEqual([
    { path: "lable", detail: 'Unknown field "lable". Did you mean "label"?' },
    { path: "userId", detail: 'Unknown field "userId". Known: label, kind, lines.' },
  ]);
});

it("all refused fields are named, in the order of the input, at most 20 of them", () => {
  const { errors } = refuse({ label: 1, kind: 2, lines: [{ amount: {}, index: "x" }] });
  expect(errors?.map(({ path }) => path)).toEqual([
    "label",
    "kind",
    "lines.0.amount.currency",
    "lines.0.index",
  ]);
  expect(refuse({ label: "a", lines: new Array(100).fill({}) }).errors).toHaveLength(20);
});

it("a refusal does not grow with what was sent", () => {
  const many = Object.fromEntries(
    Array.from({ length: 50_000 }, (_, index) => [`field${index}`, index]),
  );
  for (const value of [
    { label: "a", ...many },
    { label: "a", ["x".repeat(500_000)]: 1 },
    { label: "a", kind: "k".repeat(500_000) },
  ]) {
    const { message, errors } = refuse(value);
    expect(message.length + JSON.stringify(errors).length).toBeLessThan(6_000);
  }
});

it("what was sent as a value is never repeated", () => {
  const { message, errors } = refuse({
    label: "secret value",
    kind: "secret value",
    lines: "secret value",
  });
  expect(message + JSON.stringify(errors)).not.toContain("secret");
});

it(
  "what was sent is repeated only up to 60 characters of a field's name, and up to 20 unknown " +
    "fields",
  () => {
    const [kept, cut] = ["x".repeat(60), "y".repeat(61)];
    expect(refuse({ label: "a", [kept]: 1, [cut]: 1 }).errors).toMatchObject([
      { path: kept, detail: `Unknown field "${kept}". Known: label, kind, lines.` },
      {
        path: `${"y".repeat(60)}…`,
        detail: `Unknown field "${"y".repeat(60)}…". Known: label, kind, lines.`,
      },
    ]);
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`unknown${index}`, 1]),
    );
    const { errors, cause } = refuse({ label: "a", ...many });
    expect(errors).toHaveLength(20);
    if (!(cause instanceof z.ZodError)) return expect.fail("The cause is Zod's own error.");
    expect(cause.issues[0]?.message.split("\n")).toHaveLength(20);
  },
);
