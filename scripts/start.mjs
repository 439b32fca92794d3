import { buildServer } from "./build-server.mjs";
import { checkNode } from "./check-node.mjs";

// `pnpm start`: builds what has changed, then becomes the server. It is the same process, so that
// signals reach the server.

checkNode();
await buildServer();
await import("../apps/web/dist/server.js");
