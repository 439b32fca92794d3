import { inject } from "vitest";
import type { Engine } from "../engine";
import { openPostgres } from "../open-postgres";
import { openPglite } from "../pglite/open-pglite";
import { SMALL_MEMORY } from "../testing";
import { createCopy } from "../testing/prepare-template";

/**
 * Opens a database without tables, on the engine of this run. `another` opens it a second time,
 * which PGlite cannot do.
 */
export async function openEmpty(): Promise<{
  engine: Engine;
  another: (() => Promise<Engine>) | null;
  close: () => Promise<void>;
}> {
  const source = inject("pfnTestDatabase");
  if (source.engine === "pglite") {
    const engine = await openPglite({ dump: source.empty, startParams: SMALL_MEMORY });
    return { engine, another: null, close: () => engine.close() };
  }
  const { url, drop } = await createCopy(source, { isEmpty: true });
  const engine = await openPostgres({ url });
  return { engine, another: () => openPostgres({ url }), close: () => engine.close().then(drop) };
}

/** The rows of one query. */
export function rowsOf<Row>(engine: Engine, text: string): Promise<Row[]> {
  return engine.query<Row>({ name: "", text, values: [], withinMs: 2_900 });
}
