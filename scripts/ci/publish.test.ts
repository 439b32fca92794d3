import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "vitest";

// The scripts that publish a release, with programs in place of docker, cosign and gh that note how
// they are called. The registry and the signing service are not ours.

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "pfn-publish-"));
afterAll(() => rmSync(folder, { recursive: true }));

const NOTE = `printf '%s %s\\n' "$(basename "$0")" "$*" >>"$(dirname "$0")/calls"`;
const DOCKER = `#!/usr/bin/env bash
${NOTE}
case "$*" in
  *--raw*) printf '{"annotations":{"org.opencontainers.image.base.digest":"sha256:old"}}' ;;
  *imagetools*) printf '%s\\n' "$BASE_DIGEST" ;;
  login*) cat >"$(dirname "$0")/password" ;;
  *"buildx build"*) printf '{"containerimage.digest":"sha256:made"}' >"\${!#}" ;;
esac
`;

function install(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
}
install("docker", DOCKER);
for (const name of ["cosign", "gh"]) install(name, `#!/usr/bin/env bash\n${NOTE}\n`);

beforeEach(() => writeFileSync(join(folder, "calls"), ""));

/** Runs a script and returns its exit code, its output, and how it called the programs. */
function run(script: string, args: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(join(ROOT, "scripts/release", script), args, {
    encoding: "utf8",
    env: {
      PATH: [folder, dirname(process.execPath), process.env["PATH"]].join(":"),
      HOME: process.env["HOME"],
      GITHUB_REPOSITORY: "Somebody/Pfn",
      GITHUB_ACTOR: "somebody",
      REGISTRY_TOKEN: "made-up-token",
      BASE_DIGEST: "sha256:new",
      ...env,
    },
  });
  const calls = readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
  return { status, printed: stdout + stderr, calls };
}

const IMAGE = "ghcr.io/somebody/pfn";

describe("the image", () => {
  it("is built for two CPUs on the base's digest, and signed by the digest that it got", () => {
    const { status, calls } = run("publish-image.sh", ["1.2.3"]);
    expect(status).toBe(0);
    const [build = ""] = calls.filter((call) => call.startsWith("docker buildx build"));
    for (const argument of [
      "--platform linux/amd64,linux/arm64",
      "--build-arg NODE_IMAGE=node:24-bookworm-slim@sha256:new",
      "--annotation index:org.opencontainers.image.base.digest=sha256:new",
      "--provenance=mode=max --sbom=true",
      `--tag ${IMAGE}:1.2.3`,
    ])
      expect(build).toContain(argument);
    expect(calls.at(-1)).toBe(`cosign sign --yes ${IMAGE}@sha256:made`);
  });

  it("is published with a token that stands in no argument and no output", () => {
    const { calls, printed } = run("publish-image.sh", ["1.2.3"]);
    expect(calls.join("") + printed).not.toContain("made-up-token");
    expect(readFileSync(join(folder, "password"), "utf8").trim()).toBe("made-up-token");
  });

  it("is built anew for a newer base, and left alone on the same one", () => {
    const again = ["1.2.3", "--if-base-is-newer"];
    const newer = run("publish-image.sh", again);
    expect(newer.calls.at(-1)).toBe(`cosign sign --yes ${IMAGE}@sha256:made`);
    writeFileSync(join(folder, "calls"), "");
    const same = run("publish-image.sh", again, { BASE_DIGEST: "sha256:old" });
    expect(same.status).toBe(0);
    expect(same.calls.join("\n")).not.toMatch(/buildx build|cosign/);
  });
});

it("the archive is published under its version, with its digest and its signature", () => {
  const archive = join(folder, "pfn.tar.gz");
  writeFileSync(archive, "an archive");
  const { status, calls } = run("publish-archive.sh", [archive, "v1.2.3"]);
  expect(status).toBe(0);
  const named = "pfn-1.2.3.tar.gz";
  expect(calls[0]).toBe(`cosign sign-blob --yes --bundle ${named}.sigstore.json ${named}`);
  expect(calls[1]).toMatch(/^gh release create v1\.2\.3 --repo Somebody\/Pfn --verify-tag /);
  expect(calls[1]).toContain(`${named} ${named}.sha256 ${named}.sigstore.json`);
  expect(spawnSync("sha256sum", ["-c", `${named}.sha256`], { cwd: folder }).status).toBe(0);
});
