import type { ProcedureMeta } from "./procedure-meta";

/** What is known of a procedure without calling it. */
export interface Procedure {
  type: "query" | "mutation" | "subscription";
  meta?: ProcedureMeta;
  /** Input schemas, none when the procedure takes anything. */
  inputs: readonly unknown[];
  /** Output schema; without it everything a handler returns would leave the server. */
  output?: unknown;
}

/** Every procedure of a router by its path, as it is called. */
export const definitionsOf = ({
  _def,
}: {
  _def: { procedures: object };
}): ReadonlyMap<string, Procedure> =>
  new Map(
    Object.entries(_def.procedures).map(([path, procedure]) => {
      // tRPC's types show the router as a tree; what it keeps is flat, by path, with the builder's
      // definition on each procedure.
      const { _def: definition } = procedure as unknown as { _def: Procedure };
      return [path, definition];
    }),
  );
