import { refusal } from "../../common/errors/refusal";
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
