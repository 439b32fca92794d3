import fc from "fast-check";
import { expect, it } from "vitest";
import { readAddresses } from "./server-addresses";

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/);
const host = fc.oneof(
  word,
  fc.ipV4(),
  fc.ipV6().map((address) => `[${address}]`),
);
const server = fc
  .tuple(host, fc.option(fc.integer({ min: 1, max: 65_535 })))
  .map(([name, port]) => (port === null ? name : `${name}:${port}`));
/** Of any characters; what a URL cannot hold is escaped in it. */
const credentials = fc.option(fc.tuple(fc.string({ unit: "grapheme" }), fc.string()));
const parameters = fc.constantFrom("", "?sslmode=require", "?options=-c%20a%3Db,c@d/e");

it(
  "several servers in DATABASE_URL are as many addresses, in their order, which differ in " +
    "nothing but the server",
  () => {
    const servers = fc.array(server, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(servers, credentials, word, parameters, (names, who, database, after) => {
        const before = who === null ? "" : `${who.map(encodeURIComponent).join(":")}@`;
        const addressOf = (name: string) => `postgres://${before}${name}/${database}${after}`;
        expect(readAddresses(addressOf(names.join(",")))).toEqual(names.map(addressOf));
      }),
    );
  },
);

it("a comma elsewhere separates nothing", () => {
  for (const url of [
    "postgres://u:a,b@db/pfn",
    "postgres://db/pfn,old",
    "postgres:///pfn?host=/run/postgresql,other",
    "postgres://db?options=a,b",
  ])
    expect(readAddresses(url)).toEqual([url]);
});
