import type { Tx } from "@pfn/db";

type ReadMethod = `find${string}` | "count" | "aggregate" | "groupBy";

type Model = Exclude<keyof Tx, `$${string}`>;

type ModelReader<M extends Model> = Pick<Tx[M], Extract<keyof Tx[M], ReadMethod>>;

/**
 * The database for looking only, inside a transaction or outside. A ledger changes through the
 * methods of an operation and nothing else. That raw SQL begins with `select` is a source rule.
 */
export type Reader = { readonly [M in Model]: ModelReader<M> } & Pick<Tx, "$queryRaw">;

/** For a function whose only statement is raw SQL. */
export type SqlReader = Pick<Reader, "$queryRaw">;
