import { readFileSync } from "node:fs";

// Loaded into a server before it starts, in each of its threads. Its clock then stands at the
// moment in the file that PFN_TEST_CLOCK names. A test moves the clock when it writes the file.

const { parse } = Date;
const now = () => parse(readFileSync(process.env.PFN_TEST_CLOCK, "utf8"));

Date.now = now;
globalThis.Date = new Proxy(Date, {
  construct: (target, parts, self) =>
    Reflect.construct(target, parts.length === 0 ? [now()] : parts, self),
});
