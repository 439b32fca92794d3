import type { SqlReader } from "../../common/reader";

/** An account that demo data brought, and by which operation it came. */
export interface DemoAccount {
  id: string;
  name: string;
  operationId: string;
}

/** The accounts of a ledger that came with demo data, by name, even if they changed since. */
export const findDemoAccounts = (db: SqlReader, ledgerId: string): Promise<DemoAccount[]> =>
  db.$queryRaw<DemoAccount[]>`
    select a.id, a.name, o.id as "operationId"
    from accounts a
    join changes c on c.entity_id = a.id and c.entity = 'account'
    join operations o on o.id = c.operation_id and o.procedure = 'ledger.fillDemo'
    where a.ledger_id = ${ledgerId}::uuid and o.ledger_id = a.ledger_id
    order by a.name`;
