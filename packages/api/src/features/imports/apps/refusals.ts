import { refusal } from "../../../common/errors/refusal";

export const noAccounts = (app: string) =>
  refusal(
    "BAD_REQUEST",
    "content",
    `no line of this export of ${app} names an account of yours.`,
    "Export the transactions of your accounts, or send `mapping.app` as null to read an ordinary " +
      "table.",
  );
