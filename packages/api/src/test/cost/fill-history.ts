import { type Db, inTransaction } from "@pfn/db";

/** Where a long history goes. */
export interface Past {
  ledgerId: string;
  keyId: string;
  /** The account in which its rows lie. */
  accountId: string;
}

const LARGE = { timeout: 120_000 };

/**
 * Gives a ledger the history that a key could have made with very many calls, made by PostgreSQL
 * itself: `size` writes of one row each; an operation that was undone and done again by turns
 * `size` times, and one that was swept and brought back as often; `size` transfers; categories,
 * accounts, imports, and other people with ledgers. Nothing of it is meant to be undone: the log
 * holds no contents.
 */
export async function fillHistory(db: Db, past: Past, size: number): Promise<void> {
  await addRows(db, past, size);
  await addTurns(db, past, size);
  await addSweeps(db, past, size);
  await addTransfers(db, past, size);
  await addOthers(db, past, Math.ceil(size / 2));
}

async function addRows(db: Db, { ledgerId, keyId, accountId }: Past, size: number): Promise<void> {
  await inTransaction(
    db,
    (tx) => tx.$executeRaw`
      with rev as (update ledgers set rev = rev + ${size}::int where id = ${ledgerId}::uuid
        returning rev - ${size}::int as start),
      made as (select n, gen_random_uuid() as operation_id, gen_random_uuid() as id, start
        from rev, generate_series(1, ${size}::int) n),
      written as (
        insert into operations (id, ledger_id, seq, actor, key_id, channel, procedure, scope,
          result, change_count)
        select operation_id, ${ledgerId}::uuid, start + n, 'key', ${keyId}::uuid, 'rest',
          'transactions.create', 'transactions:create', '{}', 1
        from made),
      recorded as (
        insert into changes (operation_id, index, entity, entity_id, after)
        select operation_id, 0, 'transaction', id, '{}' from made),
      added as (
        insert into transactions (id, ledger_id, account_id, date, amount_minor, currency, payee,
          external_id, created_by_operation_id, created_at, updated_at)
        select id, ${ledgerId}::uuid, ${accountId}::uuid, date '2024-01-01' + n % 700, -n, 'EUR',
          'Payee ' || n % 400, 'past ' || id, operation_id, now(), now() from made)
      insert into transaction_lines (id, ledger_id, transaction_id, position, amount_minor)
      select gen_random_uuid(), ${ledgerId}::uuid, id, 0, -n from made`,
    LARGE,
  );
}

/** One operation and its undo, the undo of that, and so on: `size` turns in all. */
export async function addTurns(
  db: Db,
  { ledgerId, keyId }: Omit<Past, "accountId">,
  size: number,
): Promise<void> {
  await inTransaction(
    db,
    (tx) => tx.$executeRaw`
      with rev as (update ledgers set rev = rev + ${size}::int + 1 where id = ${ledgerId}::uuid
        returning rev - ${size}::int as start),
      ids as materialized (select n, gen_random_uuid() as id
        from generate_series(0, ${size}::int) n),
      made as materialized (select n, id, lag(id) over (order by n) as before from ids order by n)
      insert into operations (id, ledger_id, seq, actor, key_id, channel, procedure, scope, result,
        undoes_id, state)
      select id, ${ledgerId}::uuid, start + n, 'key', ${keyId}::uuid, 'rest',
        case n when 0 then 'transactions.update' else 'operations.undo' end,
        'transactions:write', '{}', before,
        (case when n = ${size}::int or (n = 0 and ${size}::int % 2 = 0) then 'applied'
          else 'undone' end)::operation_state
      from made, rev order by n`,
    LARGE,
  );
}

/**
 * One operation that was undone along with nothing else, and each time brought back: `size`
 * sweeps, and an undo of each.
 */
async function addSweeps(db: Db, { ledgerId, keyId }: Past, size: number): Promise<void> {
  await inTransaction(
    db,
    async (tx) => {
      await tx.$executeRaw`
        with rev as (update ledgers set rev = rev + 1 + 2 * ${size}::int
          where id = ${ledgerId}::uuid returning rev - 2 * ${size}::int as start),
        root as materialized (select gen_random_uuid() as id),
        ids as materialized (select n, gen_random_uuid() as sweep, gen_random_uuid() as back
          from generate_series(1, ${size}::int) n),
        made as (
          select 0 as n, id, null::uuid as undoes,
            'transactions.update' as procedure, 'applied' as state from root
          union all select 2 * n - 1, sweep, null, 'operations.undoMany', 'undone' from ids
          union all select 2 * n, back, sweep, 'operations.undo', 'applied' from ids),
        written as (
          insert into operations (id, ledger_id, seq, actor, key_id, channel, procedure, scope,
            result, undoes_id, state)
          select id, ${ledgerId}::uuid, start + n, 'key', ${keyId}::uuid, 'rest', procedure,
            'transactions:write', '{}', undoes,
            state::operation_state from made, rev order by n)
        insert into operation_sweeps (operation_id, ledger_id, index, target_id)
        select sweep, ${ledgerId}::uuid, 0, root.id from ids, root`;
    },
    LARGE,
  );
}

/** Transfers between two new accounts, written by one operation. */
async function addTransfers(db: Db, { ledgerId, keyId }: Past, size: number): Promise<void> {
  await inTransaction(
    db,
    (tx) => tx.$executeRaw`
      with rev as (update ledgers set rev = rev + 1 where id = ${ledgerId}::uuid returning rev),
      ends as materialized (select gen_random_uuid() as away, gen_random_uuid() as home,
        gen_random_uuid() as operation_id),
      made as materialized (select n, gen_random_uuid() as id, gen_random_uuid() as gone,
        gen_random_uuid() as come, away, home, operation_id
        from ends, generate_series(1, ${size}::int) n),
      written as (
        insert into operations (id, ledger_id, seq, actor, key_id, channel, procedure, scope,
          result, change_count)
        select operation_id, ${ledgerId}::uuid, rev, 'key', ${keyId}::uuid, 'rest',
          'transfers.create', 'transactions:create', '{}', 0
        from rev, ends),
      opened as (
        insert into accounts (id, ledger_id, name, type, currency, created_at, updated_at)
        select id, ${ledgerId}::uuid, 'Past end ' || id, 'cash', 'EUR', now(), now()
        from ends, unnest(array[away, home]) id),
      legs as materialized (
        select gone as id, away as account_id, -n as amount, operation_id, n from made
        union all select come, home, n, operation_id, n from made),
      added as (
        insert into transactions (id, ledger_id, account_id, date, amount_minor, currency, payee,
          kind, created_by_operation_id, created_at, updated_at)
        select id, ${ledgerId}::uuid, account_id, date '2024-01-01' + n % 700, amount, 'EUR',
          'Transfer', 'transfer', operation_id, now(), now() from legs),
      parted as (
        insert into transaction_lines (id, ledger_id, transaction_id, position, amount_minor)
        select gen_random_uuid(), ${ledgerId}::uuid, id, 0, amount from legs)
      insert into transfers (id, ledger_id, out_transaction_id, in_transaction_id)
      select id, ${ledgerId}::uuid, gone, come from made`,
    LARGE,
  );
}

async function addOthers(db: Db, { ledgerId, accountId }: Past, size: number): Promise<void> {
  await inTransaction(
    db,
    async (tx) => {
      await tx.$executeRaw`
        insert into categories (id, ledger_id, name, kind, created_at, updated_at)
        select id, ${ledgerId}::uuid, 'Past ' || id, 'expense', now(), now()
        from (select gen_random_uuid() as id from generate_series(1, ${size}::int)) made`;
      await tx.$executeRaw`
        insert into accounts (id, ledger_id, name, type, currency, created_at, updated_at)
        select id, ${ledgerId}::uuid, 'Past ' || id, 'cash', 'EUR', now(), now()
        from (select gen_random_uuid() as id from generate_series(1, ${size}::int)) made`;
      await tx.$executeRaw`
        insert into imports (id, ledger_id, account_id, format, file_name, file_sha256, mapping,
          state, created_at, updated_at)
        select id, ${ledgerId}::uuid, ${accountId}::uuid, 'csv', 'past.csv',
          sha256(id::text::bytea), '{}', 'committed', now(), now()
        from (select gen_random_uuid() as id from generate_series(1, ${size}::int)) made`;
      await tx.$executeRaw`
        with people as (
          insert into users (id, email, name, password_hash, updated_at)
          select id, id || '@example.org', 'Past', 'none', now()
          from (select gen_random_uuid() as id from generate_series(1, ${size}::int)) made
          returning id)
        insert into ledgers (id, user_id, mode, updated_at)
        select gen_random_uuid(), id, mode, now()
        from people, unnest(enum_range(null::ledger_mode)) mode`;
    },
    LARGE,
  );
}

/**
 * Adds `count` operations of a key, each of which added one category, as the API would have logged
 * them. They can be undone.
 */
export async function addSmallOperations(
  db: Db,
  { ledgerId, keyId }: Omit<Past, "accountId">,
  count: number,
): Promise<void> {
  await inTransaction(
    db,
    (tx) => tx.$executeRaw`
      with rev as (update ledgers set rev = rev + ${count}::int where id = ${ledgerId}::uuid
        returning rev - ${count}::int as start),
      made as materialized (
        select n, gen_random_uuid() as operation_id, gen_random_uuid() as id, start,
          date_trunc('milliseconds', clock_timestamp()) as at
        from rev, generate_series(1, ${count}::int) n),
      written as (
        insert into operations (id, ledger_id, seq, actor, key_id, channel, procedure, scope,
          result, change_count)
        select operation_id, ${ledgerId}::uuid, start + n, 'key', ${keyId}::uuid, 'rest',
          'categories.create', 'categories:write', '{}', 1
        from made order by n),
      added as (
        insert into categories (id, ledger_id, name, kind, created_at, updated_at)
        select id, ${ledgerId}::uuid, 'Made ' || id, 'expense', at, at from made)
      insert into changes (operation_id, index, entity, entity_id, after)
      select operation_id, 0, 'category', id,
        jsonb_build_object('id', id, 'version', 1, 'name', 'Made ' || id, 'parentId', null,
          'kind', 'expense', 'archivedAt', null, 'createdAt',
          to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      from made`,
    LARGE,
  );
}
