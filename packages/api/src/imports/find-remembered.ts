import { z } from "zod";
import type { LedgerContext } from "../context";
import { ImportMapping } from "./schema";

/** What it takes of a `StoredMapping`. */
const Remembered = z.object({ mapping: ImportMapping });

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
  // Perhaps of an older release, whose mappings were others.
  return Remembered.safeParse(last.mapping).data?.mapping ?? null;
}
