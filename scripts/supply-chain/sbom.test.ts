import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { splitId } from "./find-locked-problems.mjs";
import { readSupplyChain } from "./read-supply-chain.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

it("C3: `pnpm sbom` lists every locked package, version and checksum, without a network", () => {
  const { stdout, status } = spawnSync(
    "npx",
    // Nothing listens on the discard port, so a question to the registry would fail.
    [
      "-y",
      "pnpm@12",
      "sbom",
      "--sbom-format",
      "cyclonedx",
      "--lockfile-only",
      "--config.registry=http://127.0.0.1:9/",
    ],
    { cwd: ROOT, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  expect(status).toBe(0);
  const bom = JSON.parse(stdout);
  expect(bom).toMatchObject({ bomFormat: "CycloneDX", metadata: { component: { name: "pfn" } } });
  const listed = new Map(
    bom.components.map((component: Component) => [decodeURIComponent(component.purl), component]),
  );
  for (const [id, { resolution }] of Object.entries(readSupplyChain(ROOT).lockfile.packages)) {
    const { name, version } = splitId(id);
    const [, base64 = ""] = (resolution["integrity"] ?? "").split("-");
    const content = Buffer.from(base64, "base64").toString("hex");
    expect(listed.get(`pkg:npm/${name}@${version}`), id).toMatchObject({
      externalReferences: [{ type: "distribution", hashes: [{ alg: "SHA-512", content }] }],
    });
  }
});

type Component = { purl: string };
