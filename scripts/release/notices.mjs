import { fileURLToPath } from "node:url";
import { refuse } from "./console.mjs";
import { writeNotices } from "./write-bill.mjs";

// `node scripts/release/notices.mjs` writes the third-party notices of a release.

try {
  writeNotices(fileURLToPath(new URL("../..", import.meta.url)));
} catch (error) {
  refuse(error);
}
