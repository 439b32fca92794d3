import type { LedgerContext } from "../context";
import { ImportMapping } from "./schema";
import type { StoredMapping } from "./stored-mapping";

/** How the account's last file of this form was read, when that was settled by importing it; null when there is none. */
export async function findRemembered(
  { db, principal }: LedgerContext,
  accountId: string,
  form: string,
): Promise<ImportMapping | null> {
  const last = await db.import.findFirst({
    where: {
      ledgerId: principal.ledgerId,
      accountId,
      state: { in: ["committed", "undone"] },
      mapping: { path: ["form"], equals: form },
    },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    select: { mapping: true },
  });
  if (last === null) return null;
  // Written by saveDraft, perhaps of an older release.
  const stored = last.mapping as unknown as StoredMapping;
  return ImportMapping.safeParse(stored.mapping).data ?? null;
}
