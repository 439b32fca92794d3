import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createChecks } from "./checks.mjs";
import { proveFiles } from "./prove-files.mjs";
import { proveLife } from "./prove-life.mjs";
import { proveRefusal } from "./prove-refusal.mjs";
import { proveUpdate } from "./prove-update.mjs";
import { withBuildah } from "./with-buildah.mjs";
import { withDocker } from "./with-docker.mjs";

/**
 * @typedef {object} Container
 * @property {() => string} printed everything so far
 * @property {Promise<number>} ended the exit code of process 1
 * @property {(signal: NodeJS.Signals) => void} signal
 * @property {(command: string[]) => Promise<number>} execute a command beside process 1
 * @property {() => string[]} changedFiles outside of volumes, since the start
 * @property {() => void} remove
 */

/**
 * @typedef {object} Start
 * @property {string} volume what stands at `/data`: one of `makeVolume`, or a folder
 * @property {Record<string, string>} [env]
 * @property {string[]} [args] instead of the image's command
 * @property {boolean} [isWritable] whether files outside of the volume may be written
 */

/**
 * @typedef {object} Tool what runs containers here: on this machine's network, as the image's user,
 *   without any capability
 * @property {any} config the image's settings, as docker calls them
 * @property {() => string} makeVolume
 * @property {(volume: string) => void} removeVolume
 * @property {(file: string, volume: string) => void} copyIn
 * @property {() => string} unpack a folder that holds the image's `/app`
 * @property {(start: Start) => Promise<Container>} start
 * @property {() => void} close leaves nothing behind
 */

// `node prove.mjs TOOL IMAGE POSTGRES [FOLDER]`: tries an image. POSTGRES is the URL of a server,
// without a database, whose user may do everything. FOLDER is a release folder that the image must
// hold. prove-image.sh makes both.

const [name = "", image = "", postgres = "", folder] = process.argv.slice(2);
const RELEASES = fileURLToPath(new URL("../../../packages/db/src/test/releases", import.meta.url));

/** @type {Tool} */
const tool = name === "docker" || name === "podman" ? withDocker(name, image) : withBuildah(image);
const checks = createChecks();

try {
  await proveAll();
} finally {
  tool.close();
}
process.exitCode = checks.finish();

async function proveAll() {
  proveFiles(tool, checks, folder);
  await proveRefusal(tool, checks);
  const releases = readdirSync(RELEASES).filter((entry) => entry.endsWith(".pfn-backup"));
  for (const engine of ["embedded", "PostgreSQL"]) {
    const database = (/** @type {string} */ called) =>
      engine === "embedded" ? undefined : `${postgres}/${called}`;
    await proveLife(tool, checks.named(engine), database("life"));
    for (const [index, release] of releases.entries()) {
      const from = { file: join(RELEASES, release), databaseUrl: database(`update_${index}`) };
      await proveUpdate(tool, checks.named(engine), from);
    }
  }
}
