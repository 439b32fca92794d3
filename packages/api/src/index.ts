export { createDoors } from "./doors";
export { DomainError, type DomainErrorCode } from "./errors/domain-error";
export type { Problem } from "./errors/problem";
export { createLogger, type Logger } from "./logger";
export { createPfnServer, PFN_SERVER_SLOT, type PfnServer } from "./pfn-server";
export type { KeyPrincipal, Principal, SessionPrincipal } from "./principal";
export type { AppCaller, AppRouter, RouterInputs, RouterOutputs } from "./root";
export { createRuntime, type Runtime, type RuntimeConfig } from "./runtime";
