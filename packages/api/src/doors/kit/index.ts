// What a door that lives in another package is made of.

export { type Context, createContext } from "../../context";
export { closest } from "../../errors/closest";
export { DomainError, STATUS } from "../../errors/domain-error";
export { type Problem, toProblem } from "../../errors/problem";
export { insufficientScope, noCredential } from "../../errors/refusals";
export { toDomainError } from "../../errors/to-domain-error";
export type { KeyPrincipal } from "../../principal";
export type { ProcedureDoc } from "../../procedure-doc";
export { PROCEDURES, type Procedure } from "../../procedures";
export { todayIn } from "../../schema/common";
export { createDoors, type Door, type DoorTable } from "..";
export { authenticateKey } from "../authenticate";
export { type Call, callProcedure } from "../call-procedure";
export type { DoorRequest } from "../door";
export { meter } from "../meter";
export { readJsonBody } from "../read-json-body";
export { refuseCrossSite } from "../refuse-cross-site";
export type { Reply } from "../respond";
