import { fileURLToPath } from "node:url";
import { refuse } from "./console.mjs";
import { writeSbom } from "./write-bill.mjs";

// `node scripts/release/sbom.mjs` writes the bill of materials of a release.

try {
  writeSbom(fileURLToPath(new URL("../..", import.meta.url)));
} catch (error) {
  refuse(error);
}
