import { fileURLToPath } from "node:url";
import { checkNode } from "../../../scripts/check-node.mjs";
import { exitOnSignals } from "./server/exit-on-signals";

exitOnSignals();
// Everything else is loaded afterwards, because an old Node.js could not even parse it.
checkNode();

const isDevelopment = process.argv.includes("--dev");
// React and Next decide by this variable, when they are loaded, what they are; the command decides
// it here.
Reflect.set(process.env, "NODE_ENV", isDevelopment ? "development" : "production");
process.env["NEXT_TELEMETRY_DISABLED"] = "1";

const { run } = await import("./server/run");
await run({ appDirectory: fileURLToPath(new URL("..", import.meta.url)), isDevelopment });
