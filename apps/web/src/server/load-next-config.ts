import { resolve } from "node:path";
import * as module from "next/dist/server/config.js";

/**
 * Loads the configuration of the built pages. Next keeps what it has loaded, and so prints no line
 * on how long loading took when it asks for it itself.
 *
 * @param directory the one that Next is given; it is part of the name under which Next keeps it
 */
export async function loadNextConfig(directory: string): Promise<void> {
  // Node gives a CommonJS module as `default`; the types mean what the module exports by that name.
  const { default: load } = module.default as unknown as typeof module;
  await load("phase-production-server", resolve(directory));
}
