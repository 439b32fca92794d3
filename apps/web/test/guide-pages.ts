import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { guidePath } from "#server/guide/fill-guide.ts";

const FOLDER = fileURLToPath(new URL("../../../docs/agents", import.meta.url));

/** The address of every page of the agents' guide, as its folder says. */
export const GUIDE_PAGES = readdirSync(FOLDER).map(guidePath);
