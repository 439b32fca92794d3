import { expect, it } from "vitest";
import { networkOfUse, programOfUse } from "./use-source";

it.each([
  ["192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3::4", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  [null, "unknown"],
])("the network of %s is told as %s", (ip, network) => {
  expect(networkOfUse(ip)).toBe(network);
});

it.each([
  ["curl/8.5.0", "curl"],
  ["pfn-client/0.1.0 (node)", "pfn-client"],
  ["@acme/agent/1.2.3", "@acme/agent"],
  ["node", "node"],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 " +
      "Safari/537.36",
    "Chrome",
  ],
  ["Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox"],
  ["Mozilla/5.0 (compatible; bot)", "Mozilla"],
  ["\u202Eevil/1", "unnamed"],
  ["x".repeat(200), "x".repeat(40)],
  ["", "unnamed"],
  [null, "unnamed"],
])("%s is the program %s, in every version", (userAgent, program) => {
  expect(programOfUse(userAgent)).toBe(program);
});
