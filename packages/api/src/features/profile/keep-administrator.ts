import type { Db, Tx } from "@pfn/db";
import { refusal } from "../../common/errors/refusal";

/**
 * Inside a transaction that takes an administrator away, or adds the first person: one at a time
 * until the commit, so that what each finds of the others still holds when it is done (O6). Take it
 * after rows, and as late as possible.
 */
export const takePeopleTurn = (tx: Tx): Promise<number> =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtext('pfn.sign-up'))`;

/**
 * The last step of a change by which a person stops being an administrator: refuses to leave other
 * people without one, for nobody could invite, suspend or make another (O6). Alone on a server
 * everybody may go.
 *
 * @throws DomainError CONFLICT
 */
export async function keepAdministrator(tx: Tx, userId: string): Promise<void> {
  await takePeopleTurn(tx);
  await refuseLastAdministrator(tx, userId);
}

/**
 * The same question without the turn, to be asked before long work; the answer may change
 * meanwhile.
 *
 * @throws DomainError CONFLICT when people are left beside this one, and none of them is an
 *   administrator
 */
export async function refuseLastAdministrator(db: Db | Tx, userId: string): Promise<void> {
  const [others] = await db.$queryRaw<{ people: boolean; admins: boolean }[]>`
    select count(*) > 0 as people,
      count(*) filter (where role = 'admin' and status = 'active') > 0 as admins
    from users where id <> ${userId}::uuid`;
  if (others?.people !== true || others.admins) return;
  throw refusal(
    "CONFLICT",
    null,
    "This would leave the server without an administrator.",
    "Make somebody else an administrator first: on the page People, or with admin.setRole.",
  );
}
