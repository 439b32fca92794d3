import type { Prisma } from "@pfn/db";
import { z } from "zod";
import { type EntityStore, idsOf, refsTo } from "./entity-store";

/**
 * An import that is in force. Its state is not part of it, nor who previewed it: undoing takes the
 * snapshot away, the row stays.
 */
export interface ImportSnapshot {
  id: string;
  version: number;
  createdAt: string;
  accountId: string;
  format: string;
  fileName: string;
  /** Hexadecimal. */
  fileSha256: string;
  /**
   * What `saveDraft` wrote: a `StoredMapping`, perhaps an older release's. It is put back as it is.
   * Of it only `ref` is looked at: what the file calls the account.
   */
  mapping: Prisma.JsonValue;
}

/**
 * The account's name in the file. As long as the import is in force, `account_refs` holds it too,
 * to find the account by.
 */
export const Ref = z.object({ ref: z.object({ hash: z.string(), tail: z.string() }).nullish() });

/**
 * To the log an import exists while it is committed. A draft is no part of the books yet, and an
 * import that was undone keeps a row as a trace. Neither is ever loaded.
 */
export const importStore: EntityStore<ImportSnapshot> = {
  load: async (tx, ledgerId, ids) => {
    const rows = await tx.import.findMany({
      where: { ledgerId, id: { in: [...ids] }, state: "committed" },
      omit: { ledgerId: true, updatedAt: true, state: true, createdByKeyId: true },
    });
    return new Map(
      rows.map(({ createdAt, fileSha256, ...rest }) => [
        rest.id,
        {
          ...rest,
          createdAt: createdAt.toISOString(),
          fileSha256: Buffer.from(fileSha256).toString("hex"),
        },
      ]),
    );
  },
  insert: async (tx, ledgerId, rows) => {
    for (const { fileSha256, mapping, createdAt, ...row } of rows) {
      await tx.$executeRaw`
        insert into imports (id, ledger_id, account_id, format, file_name, file_sha256, mapping,
          state, version, created_at, updated_at)
        values (${row.id}::uuid, ${ledgerId}::uuid, ${row.accountId}::uuid, ${row.format},
          ${row.fileName}, decode(${fileSha256}, 'hex'), ${JSON.stringify(mapping)}::jsonb,
          'committed', ${row.version}::int, ${createdAt}::timestamptz, now())
        on conflict (id) do update
        set state = 'committed', version = excluded.version, updated_at = now()
        where imports.ledger_id = excluded.ledger_id`;
      const ref = Ref.safeParse(mapping).data?.ref;
      if (!ref) continue;
      await tx.$executeRaw`
        insert into account_refs (import_id, ledger_id, account_id, ref_hash, tail)
        values (${row.id}::uuid, ${ledgerId}::uuid, ${row.accountId}::uuid,
          decode(${ref.hash}, 'hex'), ${ref.tail})`;
    }
  },
  update: async () => {
    throw new Error("An import in force never changes.");
  },
  remove: async (tx, ledgerId, rows) => {
    const gone: string[] = [];
    for (const { id, version } of rows) {
      const { count } = await tx.import.updateMany({
        where: { id, ledgerId, version, state: "committed" },
        data: { state: "undone" },
      });
      if (count === 1) gone.push(id);
    }
    await tx.accountRef.deleteMany({ where: { ledgerId, importId: { in: gone } } });
    return gone;
  },
  findObstacles: async (tx, ledgerId, { leaving, coming, atMost }) => {
    const rows = await tx.transaction.findMany({
      where: { ledgerId, importId: { in: idsOf(leaving) } },
      take: atMost,
      select: { id: true },
    });
    const checks = await tx.balanceCheck.findMany({
      where: { ledgerId, importId: { in: idsOf(leaving) } },
      take: atMost,
      select: { id: true },
    });
    const wanted = [...new Set(coming.map(({ accountId }) => accountId))];
    const accounts = await tx.account.findMany({
      where: { ledgerId, id: { in: wanted } },
      select: { id: true },
    });
    const missing = wanted.filter((id) => !idsOf(accounts).includes(id)).map((id) => ({ id }));
    return [
      ...refsTo("transaction", rows),
      ...refsTo("balanceCheck", checks),
      ...refsTo("account", missing),
    ];
  },
};
