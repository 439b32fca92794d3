import { DomainError } from "../../common/errors/domain-error";
import { MAX_FILE_BYTES, MAX_FILE_ROWS } from "./schema";

export const noRows = () =>
  new DomainError("BAD_REQUEST", "`content`: the file holds no rows.", {
    path: "content",
    hint: "Choose the days again in the bank's export; a file with rows below its header is needed.",
  });

export const tooManyRows = () =>
  new DomainError(
    "PAYLOAD_TOO_LARGE",
    `\`content\`: the file has more than ${MAX_FILE_ROWS} rows.`,
    {
      path: "content",
      hint: "Split it by date and import the parts; rows that stand in two of them are found.",
    },
  );

export const tooManyBytes = (path: string) =>
  new DomainError(
    "PAYLOAD_TOO_LARGE",
    `\`${path}\`: the file is larger than ${MAX_FILE_BYTES} bytes.`,
    {
      path,
      hint: "Split it by date and import the parts; rows that stand in two of them are found.",
    },
  );
