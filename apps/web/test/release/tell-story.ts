import { asKey } from "./ask";
import { writeBooks } from "./write-books";
import { writeKeys, writePeople } from "./write-people";

/**
 * Lets people, scripts and an agent use a server on which nobody is yet, until every table has a
 * row and every kind of write was done.
 */
export async function tellStory(url: string): Promise<void> {
  const { ada, bob } = await writePeople(url);
  const { live, test } = await writeKeys(url, ada);
  await writeBooks(url, ada, live);
  await bob("ledger.fillDemo", {});
  await bob("ledger.removeDemo", {});
  await asKey(url, test)("ledger.resetTest", { reason: "A clean start" });
}
