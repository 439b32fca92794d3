import { revokeEverything } from "@pfn/api";
import { withDatabase } from "#server/with-database.ts";
import { count } from "#ui/count.ts";
import { type Given, type Terminal, UsageError } from "./terminal";

/** `pfn revoke-all [--user EMAIL]` */
export async function revokeAll({ readEnv, say }: Terminal, { options: { user } }: Given) {
  const which = user === undefined ? {} : { email: user };
  const ended = await withDatabase(readEnv(), (database) => revokeEverything(database, which));
  if (ended === null) throw new UsageError("nobody here has that e-mail address");
  say(`${count(ended.keys, "key")} revoked, ${count(ended.sessions, "login")} ended.`);
}
