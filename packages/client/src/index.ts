export type { RouterInputs as PfnInputs, RouterOutputs as PfnOutputs } from "@pfn/api";
export { createPfnClient, type PfnClient } from "./create-pfn-client";
export { PfnError, type PfnErrorCode, type PfnErrorFields } from "./pfn-error";
export type { PfnClientOptions } from "./read-options";
