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
 * For a package's vitest configuration: `globalSetup: ["@pfn/db/testing/global-setup"]`. Migrates
 * one empty database per run, in PGlite or, when DATABASE_URL names a server, in a template
 * database there; every test file then gets a copy of its own.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env["DATABASE_URL"];
  const { source, remove } = await (url ? prepareTemplate(url) : prepareDataDir());
  project.provide("pfnTestDatabase", source);
  return remove;
}
