import { buildServer } from "./build-server.mjs";
import { checkNode } from "./check-node.mjs";

// `pnpm pfn …`: the operator's commands. Builds what has changed, as `pnpm start` does.

checkNode();
await buildServer();
await import("../apps/web/dist/cli.js");
