import { fillLedger } from "@pfn/api/fill-ledger";
import type { Db } from "@pfn/db";
import { generateKey } from "@pfn/keys";

/** A person's ledger with transactions in it, and a key that opens it. */
export interface SeededLedger {
  ledgerId: string;
  authorization: string;
  count: number;
}

const CATEGORIES = [
  "Rent",
  "Food",
  "Eating out",
  "Transport",
  "Health",
  "Clothing",
  "Leisure",
  "Travel",
  "Fees",
  "Pay",
  "Interest",
  "Other",
];
const INCOME = new Set(["Pay", "Interest", "Other"]);

/** Makes a person with one filled ledger. `today` is the last day that has rows. */
export async function seedLedger(
  db: Db,
  { count, today }: { count: number; today: string },
): Promise<SeededLedger> {
  const { id: userId } = await db.user.create({
    data: { email: `bench-${count}@example.org`, name: "Bench", passwordHash: "none" },
    select: { id: true },
  });
  const { id: ledgerId } = await db.ledger.create({
    data: { userId, mode: "live" },
    select: { id: true },
  });
  await db.category.createMany({
    data: CATEGORIES.map((name) => ({
      ledgerId,
      name,
      kind: INCOME.has(name) ? ("income" as const) : ("expense" as const),
    })),
  });
  await fillLedger(db, { ledgerId, count, today });
  const { key, hash, hint } = generateKey("live");
  const scopes = ["accounts:read", "transactions:read", "transactions:create", "reports:read"];
  await db.integrationKey.create({
    data: { userId, ledgerId, label: "Bench", hash: new Uint8Array(hash), hint, scopes },
    select: { id: true },
  });
  return { ledgerId, authorization: `Bearer ${key}`, count };
}
