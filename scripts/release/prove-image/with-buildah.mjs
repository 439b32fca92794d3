import {
  chownSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { walk } from "../assemble/walk.mjs";
import { ask, launch } from "./shell.mjs";

const ISOLATE = fileURLToPath(new URL("isolate.sh", import.meta.url));
const NAMESPACES = ["--mount", "--pid", "--fork", "--kill-child"];

/**
 * The image's files in namespaces of their own, for machines on which no container can be started:
 * neither docker's service nor control groups are needed, but root is.
 *
 * @param {string} image
 * @returns {import("./prove.mjs").Tool}
 */
export function withBuildah(image) {
  const { config } = JSON.parse(ask("buildah", ["inspect", "--type", "image", image])).Docker;
  /** @type {string[]} */
  const containers = [];
  const unpack = () => {
    const container = ask("buildah", ["from", image]).trim();
    containers.push(container);
    return ask("buildah", ["mount", container]).trim();
  };
  const root = unpack();
  const owner = statSync(join(root, "data"));
  return {
    config,
    // As a named volume does, it begins with the owner of the image's folder.
    makeVolume: () => {
      const volume = mkdtempSync(join(tmpdir(), "pfn-proof-"));
      chownSync(volume, owner.uid, owner.gid);
      return volume;
    },
    removeVolume: (volume) => rmSync(volume, { recursive: true, force: true }),
    copyIn: (file, volume) => {
      copyFileSync(file, join(volume, basename(file)));
      chownSync(join(volume, basename(file)), owner.uid, owner.gid);
    },
    unpack: () => root,
    close: () => void ask("buildah", ["rm", ...containers]),
    start: async ({ volume, env = {}, args = config.Cmd, isWritable = false }) => {
      const own = isWritable ? unpack() : root;
      const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
      const inside = (/** @type {string[]} */ command) => [
        ...["bash", ISOLATE, own, volume, isWritable ? "rw" : "ro"],
        ...[`--chdir=${config.WorkingDir}`, ...config.Env, ...settings],
        ...withoutRights(config.User),
        ...command,
      ];
      const since = Date.now();
      const { child, ended, printed } = launch("unshare", [
        ...NAMESPACES,
        ...inside([...config.Entrypoint, ...args]),
      ]);
      const pid = await findNode(Number(child.pid));
      return {
        printed,
        ended,
        signal: (signal) => void process.kill(pid, signal),
        execute: (command) => launch("unshare", [...NAMESPACES, ...inside(command)]).ended,
        changedFiles: () =>
          [...walk(own)].filter(({ stats }) => stats.ctimeMs > since).map(({ path }) => path),
        remove: () => child.kill("SIGKILL"),
      };
    },
  };
}

/** @param {string} user such as `1000:1000` */
function withoutRights(user) {
  const [uid, gid] = user.split(":");
  const who = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  return ["setpriv", ...who, "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"];
}

/**
 * Waits until the isolated process is Node, which takes the place of the shell that isolates it.
 *
 * @param {number} parent
 */
async function findNode(parent) {
  for (;;) {
    const pid = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim();
    if (pid !== "" && basename(readlinkSync(`/proc/${pid}/exe`)) === "node") return Number(pid);
    await wait(1);
  }
}
