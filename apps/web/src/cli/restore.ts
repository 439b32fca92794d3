import { revokeEverything } from "@pfn/api";
import { withDatabase } from "#server/with-database.ts";
import { count } from "#ui/count.ts";
import type { Given, Terminal } from "./terminal";

/** `pfn restore FILE [--force] [--revoke-all]` */
export async function restore(
  { readEnv, say }: Terminal,
  { operands: [file = ""], options }: Given,
) {
  const env = readEnv();
  const ended = { keys: 0, sessions: 0 };
  const { rows, createdAt } = await withDatabase(env, (database) =>
    database.restore(file, {
      force: options.force ?? false,
      // Part of the restore, so that a server never sees the revived keys, wherever this process is
      // killed.
      ...(options["revoke-all"] && {
        beforeEnd: async () => {
          Object.assign(ended, await revokeEverything(database));
        },
      }),
    }),
  );
  say(`Restored: ${count(rows, "row")}, as of ${createdAt}.`);
  if (options["revoke-all"])
    say(`${count(ended.keys, "key")} revoked, ${count(ended.sessions, "login")} ended.`);
  else
    say(
      "Keys and logins that were ended since then work again. `pfn revoke-all` ends all of them.",
    );
}
