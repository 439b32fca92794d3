export { STATUS } from "../common/errors/error-codes";
export { PROCEDURES } from "../http/procedure-table";
export { describeBadInput } from "./bad-input";
export { asKey, asNobody, asSession } from "./callers";
export {
  type ConformanceEndpoint,
  describeConformance,
  type EndpointCall,
  type Outcome,
  restEndpoint,
  trpcEndpoint,
} from "./conformance";
export { type TestRuntime, useRuntime } from "./database";
export {
  ALL_SCOPES,
  createKey,
  createUser,
  type KeyOptions,
  type TestKey,
  type TestUser,
} from "./factories";
export { listen } from "./http";
export { describeMarkers } from "./markers";
export { Problem } from "./requests";
export { describeWrites } from "./writes";
export { WRITES } from "./writes/scenes";
