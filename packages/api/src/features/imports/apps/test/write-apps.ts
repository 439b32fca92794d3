import { type BookEntry, type BookPart, spell, sumOf, toCsv } from "./ledger-book";

// A book as each program exports it.

export interface YnabStyle {
  order: "MDY" | "DMY" | "YMD";
  mark: "." | ",";
  /** YNAB 4 has other headings and another form of split. */
  isFour: boolean;
}

const dayIn = (date: string, order: YnabStyle["order"]): string => {
  const [year = "", month = "", day = ""] = date.split("-");
  if (order === "YMD") return date;
  return order === "MDY" ? `${month}/${day}/${year}` : `${day}/${month}/${year}`;
};

export function writeYnab(entries: readonly BookEntry[], style: YnabStyle): string {
  const { order, mark, isFour } = style;
  const money = (minor: bigint) =>
    mark === "." ? `$${spell(minor, ".", ",")}` : `${spell(minor, ",", ".")}€`;
  const row = (
    account: string,
    one: BookEntry,
    told: { payee: string; part: BookPart; memo: string },
  ) => {
    const { payee, part, memo } = told;
    const isPlain = one.kind === "plain" || one.kind === "split";
    const [group, name] = isPlain ? part.category : ["", ""];
    const whole = group === "" ? "" : `${group}: ${name}`;
    const minor = part.minor;
    const amounts = [money(minor < 0n ? -minor : 0n), money(minor > 0n ? minor : 0n)];
    return [
      ...[account, ""],
      ...(isFour ? [""] : []),
      ...[dayIn(one.date, order), payee, whole, group, name, memo, ...amounts, "Cleared"],
      ...(isFour ? [money(0n)] : []),
    ];
  };
  const header = isFour
    ? [
        ...["Account", "Flag", "Check Number", "Date", "Payee", "Category", "Master Category"],
        ...["Sub Category", "Memo", "Outflow", "Inflow", "Cleared", "Running Balance"],
      ]
    : [
        ...["Account", "Flag", "Date", "Payee", "Category Group/Category", "Category Group"],
        ...["Category", "Memo", "Outflow", "Inflow", "Cleared"],
      ];
  const rows = entries.flatMap((one) => {
    const { kind, account, other, parts } = one;
    const [first] = parts;
    if (first === undefined) return [];
    if (kind === "transfer") {
      const back = { ...first, minor: -first.minor };
      return [
        row(account, one, { payee: `Transfer : ${other}`, part: first, memo: "" }),
        row(other, one, { payee: `Transfer : ${account}`, part: back, memo: "" }),
      ];
    }
    if (kind === "opening")
      return [row(account, one, { payee: "Starting Balance", part: first, memo: "" })];
    if (kind === "plain")
      return [row(account, one, { payee: one.payee, part: first, memo: one.note })];
    return parts.map((part, at) => {
      const count = `${at + 1}/${parts.length}`;
      const memo = `${isFour ? `(Split ${count})` : `Split (${count})`} ${part.note}`;
      return row(account, one, { payee: one.payee, part, memo });
    });
  });
  return toCsv([header, ...rows]);
}

export function writeActual(entries: readonly BookEntry[]): string {
  const rows = entries.flatMap((one) => {
    const { kind, account, other, date, payee, note, parts } = one;
    const [first] = parts;
    const [minor, path] = [sumOf(one), first?.category.join(": ") ?? ""];
    if (kind === "transfer")
      return [
        [account, date, other, "", "", spell(minor), "0", "Cleared"],
        [other, date, account, "", "", spell(-minor), "0", "Cleared"],
      ];
    if (kind === "opening")
      return [
        [account, date, "Starting Balance", "", "Starting Balances", spell(minor), "0", "Cleared"],
      ];
    if (kind === "plain") return [[account, date, payee, note, path, spell(minor), "0", "Cleared"]];
    return [
      [
        account,
        date,
        payee,
        `(SPLIT INTO ${parts.length}) ${note}`,
        "",
        "0",
        spell(minor),
        "Cleared",
      ],
      ...parts.map((part, at) => [
        ...[account, date, "", `(SPLIT ${at + 1} OF ${parts.length}) ${part.note}`],
        ...[part.category.join(": "), spell(part.minor), "0", "Cleared"],
      ]),
    ];
  });
  const header = [
    "Account",
    "Date",
    "Payee",
    "Notes",
    "Category",
    "Amount",
    "Split_Amount",
    "Cleared",
  ];
  return toCsv([header, ...rows]);
}

export function writeMint(entries: readonly BookEntry[]): string {
  const header = [
    ...["Date", "Description", "Original Description", "Amount", "Transaction Type", "Category"],
    ...["Account Name", "Labels", "Notes"],
  ];
  const rows = entries.map((one) => {
    const [year = "", month = "", day = ""] = one.date.split("-");
    const minor = sumOf(one);
    return [
      ...[`${Number(month)}/${Number(day)}/${year}`, one.payee, `POS ${one.payee}`],
      ...[spell(minor < 0n ? -minor : minor), minor < 0n ? "debit" : "credit"],
      ...[one.parts[0]?.category.join(": ") ?? "", one.account, "", one.note],
    ];
  });
  return toCsv([header, ...rows]);
}

export function writeSure(entries: readonly BookEntry[]): string {
  const rows = entries.map((one) => [
    ...[one.date, one.account, spell(-sumOf(one)), one.payee],
    ...[one.parts[0]?.category.join(": ") ?? "", "tag,other", one.note, "USD"],
  ]);
  const header = [
    "date",
    "account_name",
    "amount",
    "name",
    "category",
    "tags",
    "notes",
    "currency",
  ];
  return toCsv([header, ...rows]);
}

export function writeFirefly(entries: readonly BookEntry[]): string {
  const header = [
    ...["group_id", "journal_id", "group_title", "type", "currency_code", "amount"],
    ...["foreign_currency_code", "foreign_amount", "description", "date", "source_name"],
    ...["source_type", "destination_name", "destination_type", "category", "notes"],
  ];
  const rows = entries.flatMap((one, group) => {
    const { kind, account, other, payee } = one;
    const isOut = sumOf(one) < 0n;
    const own = [account, "Asset account"];
    const [type, ends] =
      kind === "transfer"
        ? ["Transfer", [own, [other, "Asset account"]]]
        : kind === "opening"
          ? [
              "Opening balance",
              isOut
                ? [own, ["Initial", "Initial balance account"]]
                : [["Initial", "Initial balance account"], own],
            ]
          : isOut
            ? ["Withdrawal", [own, [payee, "Expense account"]]]
            : ["Deposit", [[payee, "Revenue account"], own]];
    return one.parts.map((part, at) => {
      const size = part.minor < 0n ? -part.minor : part.minor;
      return [
        ...[
          String(group + 1),
          String(group * 10 + at),
          one.parts.length > 1 ? one.note : "",
          String(type),
        ],
        ...["USD", spell(type === "Withdrawal" ? -size : size), "", "", part.note],
        ...[`${one.date}T00:00:00+01:00`, ...ends.flat()],
        ...[kind === "transfer" || kind === "opening" ? "" : part.category.join(": "), ""],
      ];
    });
  });
  return toCsv([header, ...rows]);
}

export interface GnucashStyle {
  /** Whether the lines of a transaction repeat its day and number. */
  repeats: boolean;
  mark: "." | ",";
}

export function writeGnucash(
  entries: readonly BookEntry[],
  { repeats, mark }: GnucashStyle,
): string {
  const header = [
    ...["Date", "Transaction ID", "Number", "Description", "Notes", "Commodity/Currency"],
    ...["Void Reason", "Action", "Memo", "Full Account Name", "Account Name", "Amount With Sym"],
    ...["Amount Num.", "Value With Sym", "Value Num.", "Reconcile", "Reconcile Date", "Rate/Price"],
  ];
  const rows = entries.flatMap((one, group) => {
    const { kind, account, other, parts } = one;
    const category = (part: BookPart) =>
      kind === "transfer"
        ? `Assets:${other}`
        : kind === "opening"
          ? "Equity:Opening Balances"
          : `Expenses:${part.category.join(":")}`;
    const postings = [
      { name: `Assets:${account}`, minor: sumOf(one), memo: "" },
      ...parts.map((part) => ({ name: category(part), minor: -part.minor, memo: part.note })),
    ];
    const id = group.toString(16).padStart(32, "0");
    const head = [one.date, id, "", one.payee, "", "CURRENCY::USD", ""];
    return postings.map(({ name, minor, memo }, at) => {
      const number = spell(minor, mark);
      return [
        ...(at === 0 || repeats ? head : ["", "", "", "", "", "", ""]),
        ...[
          "",
          memo,
          name,
          name.split(":").at(-1) ?? "",
          `$${number}`,
          number,
          `$${number}`,
          number,
        ],
        ...["n", "", "1"],
      ];
    });
  });
  return toCsv([header, ...rows]);
}
