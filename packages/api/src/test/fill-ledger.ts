import { type Db, Prisma, type Tx } from "@pfn/db";
import { newId } from "../common/ids";

interface Fill {
  ledgerId: string;
  /** Rows to add. */
  count: number;
  /** The last day; rows lie evenly on the ten years up to it. */
  today: string;
}

/** Rows per statement: few enough for the time limits of statements. */
const CHUNK = 5_000;

/**
 * Fills a ledger with many transactions, made by PostgreSQL itself: ten years, five accounts in two
 * currencies, a few hundred payees, splits, transfers, rows without category, rows to review and
 * pending ones. Every constraint of the schema holds; the deferred ones are checked by one query
 * per statement instead of row by row. The rows belong to one operation per statement, which record
 * no changes. For PostgreSQL on a throw-away database only: triggers are off meanwhile.
 */
export async function fillLedger(db: Db, { ledgerId, count, today }: Fill): Promise<void> {
  const accounts = await insertAccounts(db, ledgerId);
  const categories = await db.category.findMany({
    where: { ledgerId },
    select: { id: true },
    orderBy: { name: "asc" },
  });
  const categoryIds = categories.map(({ id }) => id);
  for (let start = 0; start < count; start += CHUNK) {
    const end = Math.min(start + CHUNK, count);
    await db.$transaction(
      async (tx) => {
        const operationId = await insertOperation(tx, ledgerId);
        await tx.$executeRaw`alter table transactions disable trigger user`;
        await tx.$executeRaw`alter table transaction_lines disable trigger user`;
        await tx.$executeRaw`alter table transfers disable trigger user`;
        await insertRows(tx, {
          ledgerId,
          operationId,
          accounts,
          categoryIds,
          start,
          end,
          count,
          today,
        });
        await requireSound(tx, operationId);
        await tx.$executeRaw`alter table transactions enable trigger user`;
        await tx.$executeRaw`alter table transaction_lines enable trigger user`;
        await tx.$executeRaw`alter table transfers enable trigger user`;
      },
      { timeout: 60_000 },
    );
  }
}

const ACCOUNTS = ["Everyday", "Joint", "Savings", "Card", "Dollars"] as const;

async function insertAccounts(db: Db, ledgerId: string): Promise<string[]> {
  const rows = ACCOUNTS.map((name) => ({
    id: newId(),
    ledgerId,
    name: `Filled ${name}`,
    type: "checking" as const,
    currency: name === "Dollars" ? "USD" : "EUR",
  }));
  await db.account.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

async function insertOperation(tx: Tx, ledgerId: string): Promise<string> {
  const { rev } = await tx.ledger.update({
    where: { id: ledgerId },
    data: { rev: { increment: 1 } },
    select: { rev: true },
  });
  const id = newId();
  const data = {
    id,
    ledgerId,
    seq: rev,
    actor: "system",
    channel: "web",
    procedure: "test.fill",
    result: {},
  } as const;
  await tx.operation.create({ data, select: { id: true } });
  return id;
}

interface Rows extends Fill {
  operationId: string;
  accounts: readonly string[];
  categoryIds: readonly string[];
  start: number;
  end: number;
}

/**
 * Row n of a ledger is always the same. Of fifty rows the first two are the legs of a transfer, one
 * of forty is split. Everything is planned first and then inserted by one statement, at whose end
 * the foreign keys are checked.
 */
async function insertRows(tx: Tx, rows: Rows): Promise<void> {
  const { ledgerId, operationId, categoryIds } = rows;
  await tx.$executeRaw`
    with ${planned(rows)}, made as (
      insert into transactions (id, ledger_id, account_id, date, amount_minor, currency, payee,
        kind, status, review, raw_text, external_id,
        created_by_operation_id, created_at, updated_at)
      select id, ${ledgerId}::uuid, account_id, date, amount, currency, 'Payee ' || h % 400,
        kind::transaction_kind, status::transaction_status,
        (case when n % 100 = 3 then 'unreviewed' else 'reviewed' end)::review,
        'CARD 4711 PAYEE ' || h % 400 || ' REF ' || n, 'row-' || n, ${operationId}::uuid,
        date + time '12:00', date + time '12:00'
      from planned
    ), paired as (
      insert into transfers (id, ledger_id, out_transaction_id, in_transaction_id)
      select gen_random_uuid(), ${ledgerId}::uuid, o.id, i.id
      from planned o join planned i on i.n = o.n + 1 where o.n % 50 = 0
    )
    insert into transaction_lines (id, ledger_id, transaction_id, position, category_id,
      amount_minor)
    select gen_random_uuid(), ${ledgerId}::uuid, id, position,
      case when kind = 'regular' and n % 33 <> 5
        then (${[...categoryIds]}::uuid[])[1 + (n * 7 + position) % ${categoryIds.length}::int] end,
      case when not is_split then amount
        when position = 0 then amount - amount * 2 / 5
        else amount * 2 / 5 end
    from planned cross join generate_series(0, 1) position where position = 0 or is_split`;
}

/**
 * What the triggers would have seen to: lines that sum, categories of regular rows only, both legs
 * of each transfer.
 */
async function requireSound(tx: Tx, operationId: string): Promise<void> {
  const [found] = await tx.$queryRaw<{ unsound: bigint }[]>`
    select count(*) as unsound from transactions t
    cross join lateral (
      select sum(l.amount_minor) as total, bool_or(l.category_id is not null) as has_category
      from transaction_lines l where l.transaction_id = t.id) own
    left join transfers o on o.out_transaction_id = t.id
    left join transactions i on i.id = o.in_transaction_id
    left join transfers into_it on into_it.in_transaction_id = t.id
    where t.created_by_operation_id = ${operationId}::uuid
      and not coalesce(own.total = t.amount_minor
        and (t.kind = 'regular' or not own.has_category)
        and (t.kind = 'transfer') = (o.id is not null or into_it.id is not null)
        and (o.id is null or (i.kind = 'transfer' and i.amount_minor = -t.amount_minor
          and i.account_id <> t.account_id)), false)`;
  if (found?.unsound !== 0n)
    throw new Error(
      `${found?.unsound} of the rows just filled in break a constraint of the schema.`,
    );
}

const planned = ({ ledgerId, accounts, start, end, count, today }: Rows) => Prisma.sql`
  numbered as (
    select n, ${today}::date - 3650 + ((n::bigint * 3650) / ${count}::bigint)::int as date,
      n % 50 < 2 as is_leg,
      ('x' || substr(md5('row' || n), 1, 8))::bit(32)::bigint as h,
      ('x' || substr(md5('pair' || n / 50), 1, 7))::bit(28)::int as pair
    from generate_series(${start}::int, ${end}::int - 1) n
  ), planned as materialized (
    select n, date, h, n % 40 = 7 as is_split, a.id as account_id, a.currency,
      -- A UUID v7 of the day.
      (lpad(to_hex((extract(epoch from date) * 1000)::bigint), 12, '0')
        || '7' || lpad(to_hex(n % 4096), 3, '0')
        || '8' || substr(md5(${ledgerId} || n), 1, 15))::uuid as id,
      case when n % 50 = 0 then -1000 - pair % 90000 when n % 50 = 1 then 1000 + pair % 90000
        when h % 17 = 0 then 50000 + h % 250000 else -100 - h % 12000 end as amount,
      case when is_leg then 'transfer'
        when n % 997 = 5 then 'adjustment'
        else 'regular' end as kind,
      case when date > ${today}::date - 6 and n % 3 = 0 and not is_leg then 'pending'
        else 'posted' end as status
    from numbered join unnest(${[...accounts]}::uuid[]) with ordinality as chosen(id, place)
      on place = case n % 50 when 0 then 1 when 1 then 2 else 1 + h % 5 end
    join accounts a on a.id = chosen.id
  )`;
