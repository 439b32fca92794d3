import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { ask, launch } from "./shell.mjs";

const HARDENED = ["--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL"];

/**
 * Containers of docker, or of podman, which takes the same commands.
 *
 * @param {"docker" | "podman"} tool
 * @param {string} image
 * @returns {import("./prove.mjs").Tool}
 */
export function withDocker(tool, image) {
  const folder = mkdtempSync(join(tmpdir(), "pfn-proof-"));
  const name = () => `pfn-proof-${randomBytes(6).toString("hex")}`;
  const [{ Config, HealthCheck }] = JSON.parse(ask(tool, ["image", "inspect", image]));
  return {
    // podman says it beside the rest.
    config: { Healthcheck: HealthCheck, ...Config },
    makeVolume: () => ask(tool, ["volume", "create", name()]).trim(),
    removeVolume: (volume) => void ask(tool, ["volume", "rm", "--force", volume]),
    copyIn: (file, volume) => {
      const [from, base] = [dirname(resolve(file)), basename(file)];
      const mounts = ["--volume", `${from}:/from:ro`, "--volume", `${volume}:/data`];
      const command = ["--entrypoint", "cp", image, `/from/${base}`, "/data/"];
      ask(tool, ["run", "--rm", ...mounts, ...command]);
    },
    unpack: () => {
      const container = name();
      ask(tool, ["create", "--name", container, image]);
      ask(tool, ["cp", `${container}:/app`, join(folder, "app")]);
      ask(tool, ["rm", container]);
      return folder;
    },
    close: () => rmSync(folder, { recursive: true }),
    start: async ({ volume, env = {}, args = [], isWritable = false }) => {
      const container = name();
      const settings = Object.entries(env).flatMap(([key, value]) => ["--env", `${key}=${value}`]);
      const options = ["--network", "host", "--volume", `${volume}:/data`, ...settings];
      const limits = isWritable ? [] : HARDENED;
      const safe = ["--security-opt", "no-new-privileges", ...limits];
      ask(tool, ["run", "--detach", "--name", container, ...safe, ...options, image, ...args]);
      const { ended, printed } = launch(tool, ["logs", "--follow", container]);
      return {
        printed,
        signal: (signal) => void ask(tool, ["kill", "--signal", signal, container]),
        ended: ended.then(() => Number(ask(tool, ["wait", container]))),
        execute: (command) => launch(tool, ["exec", container, ...command]).ended,
        changedFiles: () =>
          ask(tool, ["diff", container])
            .split("\n")
            .filter((line) => /^[AC] /.test(line) && !/^C \/(run|etc)?$/.test(line)),
        remove: () => void ask(tool, ["rm", "--force", container]),
      };
    },
  };
}
