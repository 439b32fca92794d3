import type { Db } from "@pfn/db";
import { generateKey } from "@pfn/keys";

const AT_ONCE = 5_000;

/**
 * Adds keys to a ledger that may do nothing but say who they are. Returns their `Authorization`
 * values.
 */
export async function seedKeys(
  db: Db,
  { ledgerId, count }: { ledgerId: string; count: number },
): Promise<string[]> {
  const { userId } = await db.ledger.findUniqueOrThrow({
    where: { id: ledgerId },
    select: { userId: true },
  });
  const authorizations: string[] = [];
  while (authorizations.length < count) {
    const keys = Array.from({ length: Math.min(AT_ONCE, count - authorizations.length) }, () =>
      generateKey("live"),
    );
    await db.integrationKey.createMany({
      data: keys.map(({ hash, hint }) => ({
        userId,
        ledgerId,
        label: "Bench",
        hash: new Uint8Array(hash),
        hint,
        scopes: ["accounts:read"],
      })),
    });
    authorizations.push(...keys.map(({ key }) => `Bearer ${key}`));
  }
  return authorizations;
}
