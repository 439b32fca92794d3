import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDb, type Database } from "@pfn/db";
import { type Cluster, startCluster } from "@pfn/db/testing/cluster";

export const ENGINES = ["PGlite", "PostgreSQL"] as const;
export type EngineName = (typeof ENGINES)[number];

/** An empty database of the drill's own. */
export interface Place {
  /** What pfn finds in its environment. */
  settings: Record<string, string>;
  /** Null for the embedded one. */
  cluster: Cluster | null;
  /** Opens it beside PostgreSQL's servers, or while no server has the embedded one. */
  open: () => Promise<Database>;
  remove: () => Promise<void>;
}

/** @param folder where its files go; a new temporary folder unless set */
export async function createPlace(
  engine: EngineName,
  folder = mkdtempSync(join(tmpdir(), "pfn-drill-")),
): Promise<Place> {
  // PostgreSQL runs as somebody else, who has to get in.
  chmodSync(folder, 0o755);
  const settings: Record<string, string> = { PFN_DATA_DIR: join(folder, "data") };
  const cluster =
    engine === "PostgreSQL" ? await startCluster({ folder: join(folder, "cluster") }) : null;
  if (cluster) settings["DATABASE_URL"] = cluster.url;
  return {
    settings,
    cluster,
    open: () => createDb({ url: settings["DATABASE_URL"], dataDir: settings["PFN_DATA_DIR"] }),
    remove: async () => {
      await cluster?.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
