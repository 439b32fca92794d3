/**
 * The version of this pfn. All packages have the same one in their manifests; a test compares
 * them.
 *
 * @example "0.1.0"
 */
export const VERSION = "0.1.0";
