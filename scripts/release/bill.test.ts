import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readSupplyChain } from "../supply-chain/read-supply-chain.mjs";
import { findLicenceProblems } from "./licences.mjs";
import { idOf, makeSbom } from "./make-sbom.mjs";
import { renderNotices } from "./render-notices.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const bom = makeSbom(ROOT);
const ids = bom.components.map(({ purl }) => idOf(purl));

describe("C3: the bill of materials of a release", () => {
  it("is CycloneDX 1.7 of pfn, and says nothing of when or where it was made", () => {
    expect(bom).toMatchObject({
      bomFormat: "CycloneDX",
      specVersion: "1.7",
      metadata: {
        component: { name: "web", group: "@pfn", licenses: [{ license: { id: "MIT" } }] },
      },
    });
    expect(JSON.stringify(bom)).not.toContain(ROOT.slice(0, -1));
    expect([bom.serialNumber, bom.metadata.timestamp]).toEqual([undefined, undefined]);
  });

  it("is in an order of its own, so that two machines write the same bytes", () => {
    const refs = bom.dependencies.map(({ ref }) => ref);
    expect(bom.components.map(({ purl }) => purl)).toEqual(
      bom.components.map(({ purl }) => purl).toSorted(),
    );
    expect(refs).toEqual(refs.toSorted());
    for (const { dependsOn = [] } of bom.dependencies)
      expect(dependsOn).toEqual(dependsOn.toSorted());
  });

  it("names the machine code of both processors, and of no other system", () => {
    expect(ids.filter((id) => id.startsWith("@node-rs/argon2-"))).toEqual([
      expect.stringMatching(/^@node-rs\/argon2-linux-(x64|arm64)-gnu@/),
      expect.stringMatching(/^@node-rs\/argon2-linux-(x64|arm64)-gnu@/),
    ]);
  });

  it("names nothing that a release leaves out, and no package twice", () => {
    expect(ids.filter((id) => /sharp|swc-|playwright|@types|typescript/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("names all that the server and the pages depend on", () => {
    const { dependencies = {} } =
      readSupplyChain(ROOT).manifests["apps/web/package.json"] ?? expect.fail("no manifest");
    const names = new Set(ids.map((id) => id.replace(/@[^@]+$/, "")));
    expect(Object.keys(dependencies).filter((name) => !names.has(name))).toEqual([]);
  });

  it("holds allowed licences alone", () => {
    expect(findLicenceProblems(bom.components)).toEqual([]);
  });
});

describe("the third-party notices", () => {
  const notices = renderNotices(bom.components, ROOT);
  const headings = new Set(
    [...notices.matchAll(/^### (.+)$/gm)].flatMap(([, named = ""]) => named.split(", ")),
  );
  const silent = new Set([...notices.matchAll(/^- (\S+): .+, by .+$/gm)].map(([, id = ""]) => id));

  it("hold a licence, or say who wrote it and under which, for each package of others", () => {
    const others = ids.filter((id) => !id.startsWith("@pfn/"));
    expect(others.length).toBeGreaterThan(300);
    expect(others.filter((id) => !headings.has(id) && !silent.has(id))).toEqual([]);
    expect(silent.size).toBeLessThan(20);
  });

  it("hold the licence of PostgreSQL, which the embedded engine is", () => {
    expect(headings).toContain("PostgreSQL");
    expect(notices).toContain("Portions Copyright (c) 1994, The Regents of the University");
  });

  it("name no file of the machine that made them", () => {
    expect(notices).not.toContain(ROOT.slice(0, -1));
  });
});
