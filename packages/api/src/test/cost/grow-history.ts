import { type Db, inTransaction, Prisma } from "@pfn/db";
import { fillLedger } from "../fill-ledger";

interface History {
  userId: string;
  ledgerId: string;
  /** How much there is of everything. */
  size: number;
}

/**
 * Gives a person a long past of every kind: transactions, operations of one change each that undo
 * one another by turns and at last one that changed as many rows, imports of which the last has as
 * many rows, balances that the bank stated beside rows and by themselves, keys that were used for
 * years, logins that ended, events, invitations, and as many other people. By plain statements,
 * while triggers are off: for a throw-away database.
 */
export async function growHistory(db: Db, history: History): Promise<void> {
  await fillLedger(db, { ledgerId: history.ledgerId, count: history.size, today: "2026-03-31" });
  const statements = [
    Prisma.sql`set local statement_timeout = 0`,
    ...TABLES.map((table) => Prisma.raw(`alter table ${table} disable trigger user`)),
    ...ofLedger(history),
    ...ofPerson(history),
    Prisma.sql`set constraints all immediate`,
    ...TABLES.map((table) => Prisma.raw(`alter table ${table} enable trigger user`)),
  ];
  await inTransaction(
    db,
    async (tx) => {
      for (const statement of statements) await tx.$executeRaw(statement);
    },
    { timeout: 120_000 },
  );
}

const TABLES = [
  ...["operations", "changes", "imports", "integration_keys"],
  ...["transactions", "balance_checks"],
];

function ofLedger({ ledgerId, size }: History): Prisma.Sql[] {
  const ledger = Prisma.sql`${ledgerId}::uuid`;
  const account = Prisma.sql`
    (select id from accounts where ledger_id = ${ledger} order by name limit 1)`;
  return [
    Prisma.sql`insert into categories (id, ledger_id, name, kind, updated_at)
      select gen_random_uuid(), ${ledger}, 'Grown ' || n, 'expense', now()
      from generate_series(1, ${size}::int / 20) n`,
    Prisma.sql`with placed as (
        select n, gen_random_uuid() as id, l.rev + n as seq
        from ledgers l, generate_series(1, ${size}::int) n where l.id = ${ledger}
      ), linked as (select *, case when n % 2 = 0 then lag(id) over (order by n) end as undoes
        from placed)
      insert into operations (id, ledger_id, seq, actor, channel, procedure, undoes_id, state)
      select id, ${ledger}, seq, 'system', 'web', 'grown', undoes,
        (case when n % 2 = 0 then 'applied' else 'undone' end)::operation_state
      from linked`,
    Prisma.sql`insert into changes (operation_id, index, entity, entity_id, before, after)
      select o.id, 0, 'transaction', t.id, '{}', '{}'
      from (select id, row_number() over () as n from operations
        where ledger_id = ${ledger} and procedure = 'grown') o
      join (select id, row_number() over () as n from transactions
        where ledger_id = ${ledger}) t using (n)`,
    Prisma.sql`update ledgers set rev = rev + ${size}::int + 1 where id = ${ledger}`,
    Prisma.sql`insert into operations (id, ledger_id, seq, actor, channel, procedure)
      select gen_random_uuid(), ${ledger}, rev, 'system', 'web', 'grown.large' from ledgers
      where id = ${ledger}`,
    Prisma.sql`insert into changes (operation_id, index, entity, entity_id, before, after)
      select o.id, row_number() over () - 1, 'transaction', t.id, '{}', '{}'
      from operations o, transactions t
      where o.ledger_id = ${ledger} and o.procedure = 'grown.large' and t.ledger_id = ${ledger}`,
    Prisma.sql`
      insert into imports (id, ledger_id, account_id, format, file_name, file_sha256, mapping,
        state, updated_at)
      select (lpad(to_hex(n), 12, '0') || '70008' || substr(md5(${ledgerId} || n), 1, 15))::uuid,
        ${ledger}, ${account}, 'csv', n || '.csv',
        sha256('same'), '{}', 'committed', now()
      from generate_series(1, ${size}::int / 10) n`,
    Prisma.sql`insert into import_rows (import_id, index, parsed, verdict)
      select i.id, n,
        '{"line": 1, "date": "2026-03-31", "amountMinor": "-100", "payee": "", "note": null,
          "externalId": null}',
        '{"kind": "new", "matchId": null, "reason": null}'
      from (select id, row_number() over (order by id desc) as place from imports
        where ledger_id = ${ledger}) i
      cross join lateral generate_series(1, case place when 1 then ${size}::int else 3 end) n`,
    Prisma.sql`update transactions set stated_balance = amount_minor where account_id = ${account}`,
    Prisma.sql`
      insert into balance_checks (id, ledger_id, account_id, "on", amount_minor, operation_id)
      select gen_random_uuid(), ${ledger}, ${account}, date '2026-03-31' - n, n,
        (select id from operations where ledger_id = ${ledger} and procedure = 'grown.large')
      from generate_series(1, ${size}::int / 2) n`,
  ];
}

function ofPerson({ userId, ledgerId, size }: History): Prisma.Sql[] {
  const user = Prisma.sql`${userId}::uuid`;
  return [
    Prisma.sql`
      insert into integration_keys (id, user_id, ledger_id, label, hash, hint, scopes, created_at)
      select gen_random_uuid(), ${user}, ${ledgerId}::uuid, 'Grown',
        sha256((${userId} || n)::bytea), '', '{accounts:read}',
        now() - n * interval '1 minute'
      from generate_series(1, ${size}::int / 4) n`,
    Prisma.sql`insert into integration_key_days (key_id, day, uses)
      select k.id, date '2026-03-31' - n, 1 from integration_keys k, generate_series(1, 8) n
      where k.user_id = ${user}`,
    Prisma.sql`insert into login_sessions (id, user_id, expires_at, last_seen_at, ended_at)
      select gen_random_uuid(), ${user}, now() + interval '1 year', now() - interval '1 day',
        now() - interval '1 day'
      from generate_series(1, ${size}::int)`,
    Prisma.sql`insert into audit_events (id, user_id, event, created_at)
      select gen_random_uuid(), ${user}, 'session.ended', now() - n * interval '1 minute'
      from generate_series(1, ${size}::int) n`,
    Prisma.sql`insert into invitations (id, created_by_id, hash, expires_at, created_at)
      select gen_random_uuid(), ${user}, sha256((${userId} || 'i' || n)::bytea), now(),
        now() - n * interval '1 minute'
      from generate_series(1, ${size}::int / 4) n`,
    Prisma.sql`insert into users (id, email, name, password_hash, updated_at)
      select gen_random_uuid(), ${userId} || n || '@example.org', 'Grown', 'none', now()
      from generate_series(1, ${size}::int / 4) n`,
  ];
}
