import { revokeEverything } from "@pfn/api";
import { withDatabase } from "../process/with-database";
import { count } from "../ui/count";
import type { Given, Terminal } from "./terminal";

/** `pfn restore FILE [--force] [--revoke-all]` */
export async function restore({ readEnv, say }: Terminal, { operands: [file = ""], options }: Given) {
  const env = readEnv();
  const { rows, createdAt } = await withDatabase(env, (database) =>
    database.restore(file, { force: options.force ?? false }),
  );
  say(`Restored: ${count(rows, "row")}, as of ${createdAt}.`);
  if (options["revoke-all"]) {
    const ended = await withDatabase(env, (database) => revokeEverything(database));
    say(`${count(ended?.keys ?? 0, "key")} revoked, ${count(ended?.sessions ?? 0, "login")} ended.`);
  } else {
    say("Keys and logins that were ended since then work again. `pfn revoke-all` ends all of them.");
  }
}
