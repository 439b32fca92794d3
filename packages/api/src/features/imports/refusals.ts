import { refusal } from "../../common/errors/refusal";
import type { Foreign } from "./foreign-files";
import { MAX_FILE_BYTES, MAX_FILE_ROWS } from "./schema";

export const noRows = () =>
  refusal(
    "BAD_REQUEST",
    "content",
    "the file holds no rows.",
    "Choose the days again in the bank's export; a file with rows below its header is needed.",
  );

export const tooManyRows = () =>
  refusal(
    "PAYLOAD_TOO_LARGE",
    "content",
    `the file has more than ${MAX_FILE_ROWS} rows.`,
    "Split it by date and import the parts; rows that stand in two of them are found.",
  );

export const tooManyBytes = (path: string) =>
  refusal(
    "PAYLOAD_TOO_LARGE",
    path,
    `the file is larger than ${MAX_FILE_BYTES} bytes.`,
    "Split it by date and import the parts; rows that stand in two of them are found.",
  );

export const isNot = ({ what, instead }: Foreign) =>
  refusal("BAD_REQUEST", "content", `this is ${what}, which pfn does not read.`, instead);

export const otherCurrency = (currencies: readonly string[], currency: string) =>
  refusal(
    "BAD_REQUEST",
    "accountId",
    `the file is of an account in ${currencies.join(" or ")}, and this account is in ${currency}.`,
    "Choose the account in that currency, or create one.",
  );

export const noSuchPart = (count: number) =>
  refusal(
    "BAD_REQUEST",
    "part",
    count === 0 ? "this file is not divided into accounts." : `the file has parts 1 to ${count}.`,
    count === 0 ? "Leave `part` out." : "Name one whose currency is that of the account.",
  );

export const tooManyParts = (most: number) =>
  refusal(
    "PAYLOAD_TOO_LARGE",
    "content",
    `the file holds more than ${most} accounts.`,
    "Export fewer accounts at a time.",
  );
