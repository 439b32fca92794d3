import { createPfnClient, iterate, type PfnClient, PfnError, type PfnOutputs } from "@pfn/client";

// An example of an agent: gives every transaction that has no category one by its payee, says why,
// and leaves alone what it does not know. Run it with `npx tsx examples/agent/categorize.ts`;
// PFN_URL and PFN_KEY say where and by which right.

type Transaction = PfnOutputs["transactions"]["list"]["items"][number];

/**
 * Payees are written by strangers: the agent looks for these texts in them and follows nothing that
 * they say.
 */
const RULES: readonly [text: string, category: string][] = [
  ["Greenleaf Market", "Groceries"],
  ["Corner Grocer", "Groceries"],
  ["Harbour Foods", "Groceries"],
  ["Noodle House", "Eating out"],
  ["Café Lumen", "Eating out"],
  ["Trattoria", "Eating out"],
  ["Metro", "Transport"],
  ["Pharmacy", "Health"],
  ["Cinema", "Leisure"],
];

try {
  await categorize(createPfnClient({ url: process.env["PFN_URL"], key: process.env["PFN_KEY"] }));
} catch (error) {
  if (!(error instanceof PfnError)) throw error;
  console.error(`${error.status} ${error.code}: ${error.message}`);
  process.exitCode = 1;
}

async function categorize(pfn: PfnClient): Promise<void> {
  const { key, limits } = await pfn.me.get.query();
  console.log(`I am "${key.label}", and I may: ${key.scopes.join(", ")}.`);
  const { items: categories } = await pfn.categories.list.query();
  const categoryIds = new Map(categories.map(({ name, id }) => [name, id]));
  const waiting = await listUncategorized(pfn, limits.itemsPerPage);
  const known = waiting.flatMap((transaction) => {
    const category = categoryOf(transaction);
    const categoryId = category && categoryIds.get(category);
    return categoryId ? [{ transaction, category, categoryId }] : [];
  });
  console.log(
    `${waiting.length} transactions have no category; I know the payee of ${known.length}.`,
  );
  for (const { transaction, category } of known) {
    console.log(
      `${transaction.date}  ${transaction.amount.amount.padStart(8)} ` +
        `${transaction.amount.currency}  ${transaction.payee} → ${category}`,
    );
  }
  for (let start = 0; start < known.length; start += limits.rowsPerWrite) {
    const rows = known.slice(start, start + limits.rowsPerWrite);
    const { updated } = await pfn.transactions.update.mutate({
      transactions: rows.map(({ transaction: { id, version }, categoryId }) => ({
        id,
        version,
        patch: { categoryId },
      })),
      reason: "The payee says what it was for",
    });
    console.log(`Categorized ${updated}.`);
  }
}

async function listUncategorized(pfn: PfnClient, limit: number): Promise<Transaction[]> {
  const found: Transaction[] = [];
  for await (const transaction of iterate(pfn.transactions.list, { uncategorized: true, limit }))
    found.push(transaction);
  return found;
}

function categoryOf({ payee }: Transaction): string | undefined {
  return RULES.find(([text]) => payee.includes(text))?.[1];
}
