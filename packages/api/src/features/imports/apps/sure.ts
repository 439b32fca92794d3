import { mapYielding } from "../../../common/yield-to-event-loop";
import type { App } from "./app";
import { badPosting, pathOf, toName, toPosting } from "./posting";

/** The transactions of Sure and of Maybe, which write money that leaves without a minus. */
export const SURE: App = {
  name: "sure",
  forms: [["date", "account_name", "amount", "name", "category", "currency"]],
  toMapping: (find) => ({
    ...{ dateColumn: find("date") ?? 1, dateOrder: "YMD", decimalMark: "." },
    amount: { column: find("amount") ?? 1, sign: "inverted" },
    ...{ payeeColumn: find("name"), noteColumn: find("notes") },
    ...{ accountColumn: find("account_name"), categoryColumn: find("category") },
  }),
  read: async (rows) => ({
    others: [],
    postings: await mapYielding(rows, ({ line, date, amount, cell }) => {
      const account = toName(cell("account_name"));
      const currency = toName(cell("currency")) || null;
      const bad = (reason: string) => badPosting(account, { line, reason, currency });
      if (date === null) return bad("`date` holds no real day.");
      if (typeof amount === "string") return bad(amount);
      return toPosting({
        ...{ account, currency, line, date, amount, texts: [cell("name"), cell("notes")] },
        categoryPath: pathOf(cell("category")),
      });
    }),
  }),
};
