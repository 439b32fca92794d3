import { valid } from "semver";

/**
 * Every dependency that may become another version without a commit (C1): ranges, tags such as
 * `latest`, and all that comes neither from the registry nor from this repository.
 *
 * @param {import("./read-supply-chain.mjs").SupplyChain} chain
 * @returns {string[]}
 */
export function findInexactVersions({ manifests, workspace }) {
  const found = [];
  for (const [path, manifest] of Object.entries(manifests)) {
    for (const [name, version] of dependenciesOf(manifest)) {
      if (version === "catalog:" || version === "workspace:*" || valid(version) === version)
        continue;
      found.push(
        `${path}: ${name} is "${version}". Write the exact version, or "catalog:" and ` +
          "the exact version in pnpm-workspace.yaml.",
      );
    }
  }
  for (const section of [workspace.catalog, workspace.overrides]) {
    for (const [name, version] of Object.entries(section ?? {})) {
      if (valid(version) !== version)
        found.push(`pnpm-workspace.yaml: ${name} is "${version}". Write the exact version.`);
    }
  }
  if (workspace["catalogs"])
    found.push(
      "pnpm-workspace.yaml: there is one catalog. Move what is in `catalogs` to `catalog`.",
    );
  if (
    !/^pnpm@\d+\.\d+\.\d+(\+sha\d+\.\w+)?$/.test(manifests["package.json"]?.packageManager ?? "")
  ) {
    found.push("package.json: packageManager must name one version of pnpm.");
  }
  return found;
}

/** @param {import("./read-supply-chain.mjs").Manifest} manifest */
function dependenciesOf(manifest) {
  // Peers are what others bring; what they mean is settled by the lockfile.
  return Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  });
}
