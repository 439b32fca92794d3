import { expect } from "vitest";
import type { AppCaller } from "../../../root";
import type { Figure } from "../schema";

/** Every figure of a report, wherever it stands. */
function figuresOf(value: unknown): Figure[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(figuresOf);
  // What carries a replay is a figure by its schema.
  return "replay" in value ? [value as Figure, ...inner] : inner;
}

/** The list that each figure points to has its sum and its count. */
export async function expectReplays(caller: AppCaller, report: unknown): Promise<void> {
  for (const { sum, count, replay } of figuresOf(report)) {
    const { totals } = await caller.transactions.list({ ...replay, limit: 1, include: "totals" });
    expect({ replay, totals }).toEqual({ replay, totals: count === 0 ? [] : [{ count, sum }] });
  }
}
