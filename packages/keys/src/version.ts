import { version } from "../package.json";

/**
 * The version of this pfn. All packages have the same one. A bundle holds this one field of the
 * manifest, and what runs unbundled reads the file.
 *
 * @example "0.1.0"
 */
export const VERSION: string = version;
