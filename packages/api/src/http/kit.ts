// What a endpoint that lives in another package is made of.

export type { Context } from "../common/context";
export { closest } from "../common/errors/closest";
export { insufficientScope, noCredential } from "../common/errors/credential-refusals";
export { DomainError } from "../common/errors/domain-error";
export { STATUS } from "../common/errors/error-codes";
export { refuseFields } from "../common/errors/input-errors";
export { type Problem, toProblem } from "../common/errors/problem";
export { refusal } from "../common/errors/refusal";
export { toDomainError } from "../common/errors/to-domain-error";
export { todayIn } from "../common/fields";
export type { KeyPrincipal } from "../common/principal";
export type { ProcedureDoc } from "../procedures/procedure-doc";
export { type Call, callProcedure } from "./call-procedure";
export { createHttp } from "./create-http";
export { toJsonSchema } from "./json-schema";
export { meter, openRequest } from "./open-request";
export { PROCEDURES, type Procedure } from "./procedure-table";
export { readJsonBody } from "./read-json-body";
export { refuseCrossSite } from "./refuse-cross-site";
export type { Endpoint, EndpointRequest, Reply } from "./request";
