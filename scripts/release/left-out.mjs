/** How the names of packages begin that a running pfn never loads. */
const NEVER_LOADED = [
  // Next's compiler.
  "@next/swc-",
  // Its image optimizer, which pfn turns off. libvips, in `@img`, is the only part under the LGPL.
  "@img/",
  "sharp@",
  "@emnapi/",
  // A test tool that Next takes for a peer.
  "@playwright/",
  "playwright",
  "@types/",
  "@typescript/",
  "typescript@",
  "undici-types@",
];

/**
 * Whether a release leaves a package out, although something in the release names it.
 *
 * @param {string} id
 * @example isLeftOut("sharp@0.34.4") // true
 */
export const isLeftOut = (id) => NEVER_LOADED.some((prefix) => id.startsWith(prefix));
