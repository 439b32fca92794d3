import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

// What deploy/ holds for others' programs, judged by those programs. apps/web/test/proxy.test.ts
// runs the Caddyfile. `.ci/run` installs the programs; elsewhere a missing one is passed over.

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const NEEDED = {
  POSTGRES_PASSWORD: "made-up",
  AUTH_SECRET: "made-up",
  PFN_NAME: "pfn.example.org",
};

const isThere = (program: string) => spawnSync(program, ["--version"]).status === 0;
const hasCompose = isThere("docker-compose");
const hasSystemd = isThere("systemd-analyze");

function run(program: string, args: string[], env: Record<string, string> = {}) {
  const { PATH } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: ROOT,
    encoding: "utf8",
    env: { PATH, ...env },
  });
  return { status, printed: stdout + stderr };
}

const compose = (file: string, env: Record<string, string> = {}) =>
  run("docker-compose", ["-f", `deploy/${file}`, "config"], env);

describe.runIf(hasCompose)("compose", () => {
  it("takes the file for one machine with nothing set", () => {
    expect(compose("compose.yaml").status).toBe(0);
  });

  it("takes the file for several instances, and asks for what has no default", () => {
    expect(compose("compose.cluster.yaml", NEEDED).status).toBe(0);
    for (const name of Object.keys(NEEDED)) {
      const { status, printed } = compose("compose.cluster.yaml", { ...NEEDED, [name]: "" });
      expect([name, status]).not.toEqual([name, 0]);
      expect(printed).toContain(name);
    }
  });

  it("O1: gives every pfn a read-only root, no capability and time to stop", () => {
    const files = [compose("compose.yaml"), compose("compose.cluster.yaml", NEEDED)];
    const services = files.flatMap(({ printed }) => Object.entries(parse(printed).services));
    const ours = services.filter(([name]) => name.startsWith("pfn"));
    expect(ours).toHaveLength(3);
    for (const [, service] of ours) {
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges:true"],
        stop_grace_period: "35s",
      });
    }
  });
});

const read = (path: string) => readFileSync(`${ROOT}/${path}`, "utf8");

it("the image is built by the pnpm that package.json names", () => {
  const { packageManager } = JSON.parse(read("package.json"));
  const named = read("Dockerfile").match(/pnpm@[\d.]+/g) ?? [];
  expect([...new Set(named)]).toEqual([packageManager]);
});

it("compose publishes pfn to its own machine alone, and trusts only its proxy's network", () => {
  expect(parse(read("deploy/compose.yaml")).services.pfn.ports).toEqual(["127.0.0.1:3000:3000"]);
  const { services, networks, "x-pfn": pfn } = parse(read("deploy/compose.cluster.yaml"));
  const published = Object.keys(services).filter((name) => services[name].ports !== undefined);
  expect(published).toEqual(["caddy"]);
  const [{ subnet }] = networks.default.ipam.config;
  expect(pfn.environment.PFN_TRUSTED_PROXIES).toBe(subnet);
});

describe.runIf(hasSystemd)("systemd", () => {
  it("takes the units without a warning", () => {
    const units = ["pfn.service", "pfn-backup.service", "pfn-backup.timer"];
    expect(run("systemd-analyze", ["verify", ...units.map((unit) => `deploy/${unit}`)])).toEqual({
      status: 0,
      printed: "",
    });
  });

  it("finds the unit exposed to little: 2.1 of 10 at most", () => {
    const args = ["security", "--offline=true", "--threshold=21", "deploy/pfn.service"];
    expect(run("systemd-analyze", args).status).toBe(0);
  });
});
