import { VERSION } from "@pfn/keys/version";
import { isoInstant } from "../../common/fields";
import type { Runtime } from "../../common/runtime";
import type { UserStatus } from "../../common/vocabulary";
import { countAsynchronousStandbys } from "./count-asynchronous-standbys";
import type { Health } from "./schema";

/**
 * How this server is: what an administrator wants to know before something goes wrong. No figure is
 * about one person.
 */
export async function readHealth({ runtime }: { runtime: Runtime }): Promise<Health> {
  const { database, db } = runtime;
  const [people, activeKeys, bytes, pendingMigrations, asynchronousStandbys, backgroundFailures] =
    await Promise.all([
      db.user.groupBy({ by: ["status"], _count: true }),
      countActiveKeys(runtime),
      readDatabaseBytes(runtime),
      database.pendingMigrations(),
      countAsynchronousStandbys(db),
      runtime.metrics.countBackgroundFailures(),
    ]);
  const countPeople = (status: UserStatus) =>
    people.find((group) => group.status === status)?._count ?? 0;
  return {
    version: VERSION,
    startedAt: isoInstant(runtime.startedAt),
    database: {
      engine: database.engine,
      bytes,
      pendingMigrations: pendingMigrations.length,
      asynchronousStandbys,
    },
    people: { active: countPeople("active"), suspended: countPeople("suspended") },
    activeKeys,
    signUp: runtime.signup,
    sharesLimits: runtime.sharesLimits,
    backgroundFailures,
  };
}

/** By the database's clock, as keys are judged (K4). */
async function countActiveKeys({ db }: Runtime): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from integration_keys
    where revoked_at is null and (expires_at is null or expires_at > now())`;
  return rows[0]?.count ?? 0;
}

async function readDatabaseBytes({ db }: Runtime): Promise<number> {
  const rows = await db.$queryRaw<{ bytes: number }[]>`
    select pg_database_size(current_database())::float8 as bytes`;
  return rows[0]?.bytes ?? 0;
}
