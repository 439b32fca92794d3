import { definitionsOf, type Procedure } from "../procedures/procedure-definitions";
import { appRouter } from "../root";

export type { Procedure } from "../procedures/procedure-definitions";

/**
 * Every procedure by its path, as it is called.
 *
 * @example PROCEDURES.get("integrationKeys.create")?.meta?.access // { kind: "session" }
 */
export const PROCEDURES: ReadonlyMap<string, Procedure> = definitionsOf(appRouter);
