import { refuseFields } from "@pfn/api/http";
import { isRecord } from "./is-record";
import type { JsonSchema } from "./json-schema";

/**
 * The one procedure whose rows say twice where money goes: models slip on signs more easily than on
 * words.
 */
export const hasDirections = (path: string): boolean => path === "transactions.create";

/** The input of {@link hasDirections} with a `direction` in each row. */
export function withDirections(input: JsonSchema): JsonSchema {
  const rows = input.properties?.["transactions"];
  const row = rows?.items;
  if (rows === undefined || row === undefined) return input;
  const direction = {
    type: "string",
    enum: ["in", "out"],
    description:
      "Where the money goes, as a check of the sign: `out` = negative amount, `in` = " +
      "positive. A contradiction is refused.",
  };
  const withDirection = { ...row, properties: { ...row.properties, direction } };
  return {
    ...input,
    properties: { ...input.properties, transactions: { ...rows, items: withDirection } },
  };
}

/**
 * Takes the directions out of the rows once they have been compared with the signs.
 *
 * @throws DomainError BAD_REQUEST naming each row that contradicts itself
 */
export function readDirections(
  input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { transactions } = input;
  if (!Array.isArray(transactions)) return input;
  const errors: { path: string; detail: string }[] = [];
  const rows = transactions.map((row: unknown, index) => {
    if (!isRecord(row) || !Object.hasOwn(row, "direction")) return row;
    const { direction, ...rest } = row;
    const detail = contradiction(direction, rest["amount"]);
    if (detail !== null) errors.push({ path: `transactions.${index}.direction`, detail });
    return rest;
  });
  if (errors.length > 0) throw refuseFields("BAD_REQUEST", errors);
  return { ...input, transactions: rows };
}

function contradiction(direction: unknown, money: unknown): string | null {
  if (direction !== "in" && direction !== "out") return "Expected one of in, out.";
  const amount = isRecord(money) ? money["amount"] : undefined;
  // What is no amount, or none of either direction, is for the procedure to judge.
  if (typeof amount !== "string" || !/[1-9]/.test(amount) || amount.length > 40) return null;
  const isNegative = amount.startsWith("-");
  if (isNegative === (direction === "out")) return null;
  const other = isNegative ? amount.slice(1) : `-${amount}`;
  return (
    `"${direction}" contradicts the amount "${amount}". Send the amount "${other}", or the ` +
    `direction "${isNegative ? "out" : "in"}".`
  );
}
