import { newId } from "../../common/ids";
import type { CategorySnapshot } from "../../ledger/entities/category";
import type { Operation } from "../../ledger/operation";

const STARTER = {
  expense: [
    "Housing",
    "Utilities",
    "Groceries",
    "Eating out",
    "Transport",
    "Health",
    "Insurance",
    "Clothing",
    "Leisure",
    "Travel",
    "Gifts and donations",
    "Bank and fees",
  ],
  income: ["Salary", "Interest and dividends", "Other income"],
} as const;

export type StarterCategory = (typeof STARTER)[keyof typeof STARTER][number];

/** The categories that every ledger begins with. */
export async function insertStarterCategories(operation: Operation): Promise<void> {
  const rows = (["expense", "income"] as const).flatMap((kind) =>
    STARTER[kind].map(
      (name): CategorySnapshot => ({
        id: newId(),
        version: 1,
        createdAt: operation.now().toISOString(),
        name,
        kind,
        parentId: null,
        archivedAt: null,
      }),
    ),
  );
  await operation.insert("category", rows);
}
