import { execFileSync } from "node:child_process";
import { readSupplyChain } from "../supply-chain/read-supply-chain.mjs";
import { isLeftOut } from "./left-out.mjs";

/**
 * @typedef {{ license?: { id?: string }, expression?: string }} Licence
 * @typedef {{ name: string, group?: string, version: string, purl: string, "bom-ref": string,
 *   licenses?: Licence[], authors?: { name: string }[],
 *   externalReferences?: { type: string, url: string }[] }} Component
 * @typedef {{ bomFormat: string, specVersion: string, serialNumber?: string,
 *   metadata: { timestamp?: string, component: Component }, components: Component[],
 *   dependencies: { ref: string, dependsOn?: string[] }[] }} Bom
 */

/** The machines that a release is for, in the words of package manifests. */
const RUNS_ON = { os: "linux", cpu: ["x64", "arm64"], libc: "glibc" };

/**
 * The bill of materials of a release, as CycloneDX: what is bundled into pfn and what lies beside
 * it. It is made of the lockfile and of what is installed, and is the same on every machine and
 * every day.
 *
 * @param {string} root
 * @returns {Bom}
 */
export function makeSbom(root) {
  const { lockfile } = readSupplyChain(root);
  // The lockfile has the packages of every machine; what is installed has licences.
  const bom = askPnpm(root, ["--lockfile-only"]);
  const installed = new Map(askPnpm(root, []).components.map((one) => [one.purl, one]));
  const components = bom.components
    .filter(({ purl }) => isShipped(idOf(purl), lockfile))
    .map((locked) => installed.get(locked.purl) ?? withLicence(locked, { lockfile, installed }))
    // pnpm lists them in another order each time.
    .toSorted((a, b) => compare(a.purl, b.purl));
  const kept = new Set([bom.metadata.component, ...components].map((one) => one["bom-ref"]));
  delete bom.serialNumber;
  delete bom.metadata.timestamp;
  bom.metadata.component.licenses = [{ license: { id: "MIT" } }];
  return {
    ...bom,
    components,
    dependencies: bom.dependencies
      .filter(({ ref }) => kept.has(ref))
      .map(({ ref, dependsOn = [] }) => ({
        ref,
        dependsOn: dependsOn.filter((other) => kept.has(other)).toSorted(compare),
      }))
      .toSorted((a, b) => compare(a.ref, b.ref)),
  };
}

/**
 * @param {string} root
 * @param {string[]} more
 * @returns {Bom}
 */
function askPnpm(root, more) {
  const what = ["--filter=@pfn/web", "--prod", "--sbom-type", "application"];
  const args = ["-y", "pnpm@12", "sbom", "--sbom-format", "cyclonedx", ...what, ...more];
  const output = execFileSync("npx", args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(output.toString());
}

/**
 * The same order on every machine, in any language.
 *
 * @param {string} a
 * @param {string} b
 */
const compare = (a, b) => (a < b ? -1 : Number(a > b));

/**
 * `name@version`, as the lockfile names a package.
 *
 * @param {string} purl
 */
export const idOf = (purl) => decodeURIComponent(purl).replace("pkg:npm/", "");

/**
 * The same of one of pnpm's folders, which may add peers: `@scope+name@1.2.3_peer@4.5.6`.
 *
 * @param {string} folder
 */
export function idOfFolder(folder) {
  const [, name = "", version = ""] = /^(@?[^@]+)@([^_(]+)/.exec(folder) ?? [];
  return `${name.replace("+", "/")}@${version}`;
}

/**
 * @param {string} id
 * @param {import("../supply-chain/read-supply-chain.mjs").Lockfile} lockfile
 */
function isShipped(id, lockfile) {
  const { os, cpu, libc } = lockfile.packages[id] ?? {};
  return (
    !isLeftOut(id) &&
    (os?.includes(RUNS_ON.os) ?? true) &&
    (cpu === undefined || RUNS_ON.cpu.some((one) => cpu.includes(one))) &&
    (libc?.includes(RUNS_ON.libc) ?? true)
  );
}

/**
 * A package of another processor is not installed here. It has the licence of the package that it
 * is the machine code of.
 *
 * @param {Component} component
 * @param {{ lockfile: import("../supply-chain/read-supply-chain.mjs").Lockfile,
 *   installed: ReadonlyMap<string, Component> }} known
 * @returns {Component}
 */
function withLicence(component, { lockfile, installed }) {
  const name = idOf(component.purl).replace(/@[^@]+$/, "");
  const [owner = ""] =
    Object.entries(lockfile.snapshots).find(
      ([, { optionalDependencies = {} }]) => name in optionalDependencies,
    ) ?? [];
  const id = owner.replace(/\(.*$/, "");
  const found = [...installed.values()].find(({ purl }) => idOf(purl) === id);
  return found?.licenses === undefined ? component : { ...component, licenses: found.licenses };
}
