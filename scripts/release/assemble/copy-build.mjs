import { cpSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT } from "./root.mjs";

/** What a running pfn reads of the project, and what runs it without a container. */
const NEEDED = [
  "apps/web/dist",
  "apps/web/.next",
  "apps/web/next.config.mjs",
  "apps/web/package.json",
  "docs/agents",
  "prisma/migrations",
  "deploy/Caddyfile",
  "deploy/pfn-backup.cron",
  "deploy/pfn-backup.service",
  "deploy/pfn-backup.timer",
  "deploy/pfn.service",
];

/** What belongs to whom. It lies at the top of a release. */
const PAPERS = {
  LICENSE: "LICENSE",
  "release/THIRD-PARTY-NOTICES.md": "THIRD-PARTY-NOTICES.md",
  "release/sbom.cdx.json": "sbom.cdx.json",
};

/** What Next leaves behind for its next build, for its tools and for hosts that trace files. */
const LEFT_BY_THE_BUILD =
  /^apps\/web\/\.next\/(cache|dev|trace.*|diagnostics|types|build)$|\.nft\.json$/;

/**
 * Copies the built server, its pages and what they read.
 *
 * @param {string} folder
 */
export function copyBuild(folder) {
  for (const path of NEEDED) copy(path, join(folder, path));
  for (const [path, name] of Object.entries(PAPERS)) copy(path, join(folder, name));
}

/**
 * @param {string} path from the project's root
 * @param {string} to
 */
function copy(path, to) {
  const isNeeded = (/** @type {string} */ from) => !LEFT_BY_THE_BUILD.test(relative(ROOT, from));
  cpSync(join(ROOT, path), to, { recursive: true, filter: isNeeded });
}
