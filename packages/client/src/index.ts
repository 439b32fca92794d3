export type { PfnClient, PfnInputs, PfnOutputs } from "./api-types";
export type { CallOptions, PfnMutation, PfnQuery } from "./call-types";
export { createPfnClient } from "./create-pfn-client";
export { type ChangesPage, type ChangesQuery, followChanges } from "./follow-changes";
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
