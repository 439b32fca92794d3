import { mapYielding } from "../../../common/yield-to-event-loop";
import type { App } from "./app";
import { badPosting, pathOf, toName, toPosting } from "./posting";

/** The export of Mint, which was for North America alone: days begin with the month. */
export const MINT: App = {
  name: "mint",
  forms: [
    [
      ...["Date", "Description", "Original Description", "Amount", "Transaction Type"],
      ...["Category", "Account Name"],
    ],
  ],
  toMapping: (find) => ({
    ...{ dateColumn: find("Date") ?? 1, dateOrder: "MDY", decimalMark: "." },
    amount: {
      ...{ column: find("Amount") ?? 1, typeColumn: find("Transaction Type") ?? 1 },
      ...{ outWords: ["debit"], inWords: ["credit"] },
    },
    ...{ payeeColumn: find("Description"), noteColumn: find("Notes") },
    ...{ accountColumn: find("Account Name"), categoryColumn: find("Category") },
  }),
  read: async (rows) => ({
    others: [],
    postings: await mapYielding(rows, ({ line, date, amount, cell }) => {
      const account = toName(cell("Account Name"));
      if (date === null) return badPosting(account, { line, reason: "`Date` holds no real day." });
      if (typeof amount === "string") return badPosting(account, { line, reason: amount });
      return toPosting({
        ...{ account, line, date, amount, texts: [cell("Description"), cell("Notes")] },
        bankText: cell("Original Description"),
        categoryPath: pathOf(cell("Category")),
      });
    }),
  }),
};
