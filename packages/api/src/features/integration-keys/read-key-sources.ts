import type { Db, KeySourceKind } from "@pfn/db";
import { isoInstant } from "../../common/fields";
import { DAY_MS } from "../../common/time/lengths";

const NEW_FOR_MS = 14 * DAY_MS;

interface KeyQuery {
  keyId: string;
  userId: string;
  now: Date;
}

/** Where a key of this person was used from, newest first. */
export async function readKeySources(db: Db, { keyId, userId, now }: KeyQuery) {
  const rows = await db.integrationKeySource.findMany({
    where: { keyId, key: { userId } },
    orderBy: [{ firstSeenAt: "desc" }, { value: "asc" }],
    select: { kind: true, value: true, firstSeenAt: true },
  });
  const ofKind = (kind: KeySourceKind) => {
    const all = rows.filter((row) => row.kind === kind);
    const first = all.at(-1)?.firstSeenAt ?? now;
    return all.map(({ value, firstSeenAt }) => ({
      value,
      firstSeenAt: isoInstant(firstSeenAt),
      isNew: firstSeenAt > first && now.getTime() - firstSeenAt.getTime() < NEW_FOR_MS,
    }));
  };
  return { networks: ofKind("network"), clients: ofKind("client") };
}
