import { withDatabase } from "#server/with-database.ts";
import { count } from "#ui/count.ts";
import type { Given, Terminal } from "./terminal";

/** `pfn backup FILE` */
export async function backUp({ readEnv, say }: Terminal, { operands: [file = ""] }: Given) {
  const { rows } = await withDatabase(readEnv(), (database) => database.backUp(file));
  say(
    `Written: ${file} (${count(rows, "row")}). ` +
      "It holds people's finances: keep it where only you can read it.",
  );
}
