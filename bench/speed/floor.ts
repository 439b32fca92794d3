import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";

// The floor of the benchmark: what the answers cost without pfn. `node:http` and one prepared
// statement per request through a pool of the same size; no key is checked (except by /me), no
// input, no shape of an answer. Run as a process of its own: floor.ts URL LEDGER FROM TO DATE ID

const [url, ledgerId, from, to, date, id] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 10 });

const PAGE = (position: string) => `
  select t.id, t.version, t.account_id, t.date::text, t.amount_minor, t.currency, t.payee, t.note,
    t.kind, t.status, t.review, t.raw_text, t.external_id, t.import_id, t.created_at, o.actor,
    o.channel, o.key_id, k.label as key_label,
    (select json_agg(
        json_build_object('categoryId', l.category_id, 'amountMinor', l.amount_minor::text,
          'note', l.note)
        order by l.position)
      from transaction_lines l where l.transaction_id = t.id) as lines,
    case when t.kind = 'transfer' then (
      select json_build_object('id', x.id, 'transactionId', other.id, 'accountId', other.account_id)
      from transfers x join transactions other
        on other.id = case x.out_transaction_id
          when t.id then x.in_transaction_id else x.out_transaction_id end
      where t.id in (x.out_transaction_id, x.in_transaction_id)) end as transfer
  from (
    select * from transactions where ledger_id = $1 and deleted_at is null ${position}
    order by date desc, id desc limit 50
  ) t
  join operations o on o.id = t.created_by_operation_id
  left join integration_keys k on k.id = o.key_id
  order by t.date desc, t.id desc`;

/** Name, text and values of what each path asks the database. */
const STATEMENTS: Record<string, [text: string, values: unknown[]]> = {
  "/transactions": [PAGE(""), [ledgerId]],
  "/transactions/middle": [PAGE("and (date, id) < ($2, $3)"), [ledgerId, date, id]],
  "/accounts": [
    `select a.id, a.name, a.type, a.currency,
      sum(t.amount_minor) filter (where t.status = 'posted') as posted,
      sum(t.amount_minor) filter (where t.status = 'pending') as pending
    from accounts a left join transactions t on t.ledger_id = a.ledger_id
      and t.account_id = a.id and t.deleted_at is null and t.date <= $2
    where a.ledger_id = $1 group by a.id order by a.name`,
    [ledgerId, to],
  ],
  // A year and the one before it, as the report shows them.
  "/summary": [
    `select t.currency, t.date >= $2::date as is_current, l.category_id,
      sum(l.amount_minor), count(distinct t.id)
    from transactions t join transaction_lines l on l.transaction_id = t.id
    where t.ledger_id = $1 and t.deleted_at is null and t.kind = 'regular'
      and t.date between $2::date - interval '1 year' and $3::date
    group by 1, 2, 3`,
    [ledgerId, from, to],
  ],
};
const KEY = `
  select k.id, k.label, k.scopes, u.id as user_id, u.role
  from integration_keys k join users u on u.id = k.user_id
  where k.hash = $1 and k.revoked_at is null
    and (k.expires_at is null or k.expires_at > now()) and u.status = 'active'`;

const server = createServer(async (req, res) => {
  const path = req.url ?? "";
  const [text, values] =
    path === "/me"
      ? [KEY, [hashOf(req.headers.authorization ?? "")]]
      : (STATEMENTS[path] ?? ["", []]);
  const { rows } = await pool.query({ name: path, text, values });
  const body = JSON.stringify(rows);
  res.writeHead(rows.length > 0 ? 200 : 404, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  res.end(body);
});
// The server listens on a TCP port.
server.listen(0, "127.0.0.1", () =>
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`),
);

function hashOf(authorization: string): Buffer {
  return createHash("sha256")
    .update(authorization.replace(/^Bearer /, ""))
    .digest();
}
