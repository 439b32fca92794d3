import { makeAdministrator } from "@pfn/api";
import { withDatabase } from "#server/with-database.ts";
import { type Given, type Terminal, UsageError } from "./terminal";

/** `pfn make-admin EMAIL` */
export async function makeAdmin({ readEnv, say }: Terminal, { operands: [email = ""] }: Given) {
  const made = await withDatabase(readEnv(), (database) => makeAdministrator(database, { email }));
  if (made === null) throw new UsageError("nobody here has that e-mail address");
  say(`${made.name} is an administrator, and signs in anew.`);
}
