import type { TestProject } from "vitest/node";
import { prepareDataDir } from "./prepare-data-dir";
import { prepareTemplate } from "./prepare-template";
import type { TestDatabaseSource } from "./source";

declare module "vitest" {
  export interface ProvidedContext {
    pfnTestDatabase: TestDatabaseSource;
  }
}

/**
 * Global setup of Vitest, for packages whose tests need a database. It migrates one empty database
 * per run: a template on the server of DATABASE_URL, or else in PGlite. Each test file gets a copy.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env["DATABASE_URL"];
  const { source, remove } = await (url ? prepareTemplate(url) : prepareDataDir());
  project.provide("pfnTestDatabase", source);
  return remove;
}
