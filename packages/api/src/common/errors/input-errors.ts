import { type ZodError, z } from "zod";
import { closest } from "./closest";
import type { DomainError, FieldError } from "./domain-error";
import { refusal } from "./refusal";

/**
 * Zod's messages in words that name the remedy. Call once per process; schemas' own messages win.
 */
export function installInputMessages(): void {
  z.config({ customError: (issue) => describeIssue(issue) ?? null });
}

type RawIssue = Parameters<NonNullable<ReturnType<typeof z.config>["customError"]>>[0];

function describeIssue(issue: RawIssue): string | undefined {
  if (issue.code === "unrecognized_keys")
    return describeUnknownFields(issue.keys, fieldsOf(issue.inst)).join("\n");
  if (issue.code === "invalid_type" && issue.input === undefined)
    return `Required: ${article(String(issue.expected))}.`;
  if (issue.code === "invalid_type") return `Expected ${article(String(issue.expected))}.`;
  if (issue.code === "invalid_value") {
    const near =
      typeof issue.input === "string" ? closest(issue.input, issue.values.map(String)) : undefined;
    const remedy = near === undefined ? "" : ` Did you mean "${near}"?`;
    return `Expected one of ${issue.values.map(String).join(", ")}.${remedy}`;
  }
  if (issue.code === "too_big") return `At most ${count(issue.maximum, issue.origin)}.`;
  if (issue.code === "too_small") return `At least ${count(issue.minimum, issue.origin)}.`;
  return undefined;
}

function count(limit: number | bigint, origin: string): string {
  const unit = { array: "item", string: "character" }[origin];
  return unit === undefined ? String(limit) : `${limit} ${unit}${Number(limit) === 1 ? "" : "s"}`;
}

/** The most fields a refusal describes, so that its size does not grow with what was sent. */
const MAX_SHOWN = 20;

/**
 * What is told of each unknown field, by the list of them that Zod hands on from the schema, which
 * knows the fields, to {@link fromZodError}, which does not.
 */
const TOLD = new WeakMap<readonly string[], readonly string[]>();

function describeUnknownFields(
  keys: readonly string[],
  known: readonly string[] | null,
): readonly string[] {
  const details = keys
    .slice(0, MAX_SHOWN)
    .map((key) =>
      [`Unknown field "${clip(key)}".`, remedyFor(key, known)]
        .filter((text) => text !== "")
        .join(" "),
    );
  TOLD.set(keys, details);
  return details;
}

function remedyFor(key: string, known: readonly string[] | null): string {
  if (known === null) return "";
  if (known.length === 0) return "This takes no fields.";
  const near = closest(key, known);
  return near === undefined ? `Known: ${known.join(", ")}.` : `Did you mean "${near}"?`;
}

/**
 * The names that a schema knows; null when it cannot be asked. Zod does not type `inst` beyond "a
 * schema".
 */
function fieldsOf(schema: unknown): string[] | null {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum)
    return schema.keyType.options.map(String);
  return null;
}

function article(type: string): string {
  if (type === "int") return "a whole number";
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

const clip = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/**
 * A refused input as a 400 that names each field at fault. Only the caller's own input is ever
 * described.
 */
export function fromZodError(error: ZodError): DomainError {
  const errors: FieldError[] = error.issues.slice(0, MAX_SHOWN).flatMap((issue) => {
    const path = issue.path.map(String).join(".");
    if (issue.code !== "unrecognized_keys") return [{ path, detail: issue.message }];
    const details = TOLD.get(issue.keys);
    return issue.keys.slice(0, MAX_SHOWN).map((key, index) => ({
      path: path === "" ? clip(key) : `${path}.${clip(key)}`,
      // A schema with words of its own says them of each field.
      detail: details?.[index] ?? issue.message,
    }));
  });
  return refuseFields("BAD_REQUEST", errors, error);
}

/** A refused input that names its fields, at most {@link MAX_SHOWN} of them. */
export function refuseFields(
  code: "BAD_REQUEST" | "NOT_FOUND",
  errors: readonly FieldError[],
  cause?: unknown,
): DomainError {
  const shown = errors.slice(0, MAX_SHOWN);
  const [{ path, detail } = { path: "", detail: "is not valid." }] = shown;
  return refusal(
    code,
    path,
    path === "" ? `The input: ${detail}` : detail,
    "Correct the named field and send the call again; nothing was changed.",
    { errors: shown, cause },
  );
}
