export type { CallOptions, PfnClient, PfnInputs, PfnMutation, PfnOutputs, PfnQuery } from "./api-types";
export { createPfnClient } from "./create-pfn-client";
export { iterate, type Page, type PagedQuery } from "./iterate";
export {
  addMoney,
  compareMoney,
  formatMoney,
  fromMinor,
  type Money,
  negateMoney,
  splitMoney,
  sumMoney,
  toMinor,
} from "./money";
export { PfnError, type PfnErrorCode, type PfnErrorFields } from "./pfn-error";
export type { PfnClientOptions } from "./read-options";
export type { RetryOptions } from "./retry";
