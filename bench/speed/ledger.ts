import type { SeededLedger } from "../src/seed";
import { send } from "./put-load";

/** A seeded ledger as the benchmark asks for it. */
export interface Ledger {
  ledgerId: string;
  authorization: string;
  /** An account in EUR. */
  accountId: string;
  today: string;
  /** The row in the middle, and the query of the page that follows it. */
  middle: { date: string; id: string; query: string };
}

/** Years that the rows lie on. */
const YEARS = 10;

/** What the requests of the cases need to know of a ledger, asked through the endpoint they use. */
export async function lookAt(url: string, seeded: SeededLedger, today: string): Promise<Ledger> {
  const { ledgerId, authorization } = seeded;
  const get = async (path: string) =>
    Object(
      JSON.parse(
        await send({ url: `${url}/api/v1${path}`, pid: process.pid, headers: { authorization } }),
      ),
    );
  const until = `&to=${addMonths(today, (-YEARS / 2) * 12)}`;
  const page = await get(`/transactions?limit=50${until}`);
  const accounts = await get("/accounts");
  const { date, id } = page.items.at(-1);
  const [account] = accounts.items.filter(
    ({ currency }: { currency: string }) => currency === "EUR",
  );
  const query = `${until}&cursor=${encodeURIComponent(page.nextCursor)}`;
  return { ledgerId, authorization, accountId: account.id, today, middle: { date, id, query } };
}

/** The civil date `months` later. A day that its month lacks becomes the month's last. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)))
    .toISOString()
    .slice(0, 10);
}
