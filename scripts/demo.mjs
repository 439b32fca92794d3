import { checkNode } from "./check-node.mjs";

// `pnpm demo`: plays the main job in the terminal, against a server of its own that is gone
// afterwards.

checkNode();
const { playDemo } = await import("./demo/play-demo.mjs");
process.exitCode = await playDemo();
