import { expect, it } from "vitest";
import { chooseEndpoint, findPath, restRoute } from "./find-endpoint";

it.each([
  ["/api/v1/accounts", "/api/v1/accounts"],
  ["/api/v1/operations/01970000-0000-7000-8000-000000000004/undo", "/api/v1/operations/{id}/undo"],
  ["/api/v1/openapi.json", "/api/v1/openapi.json"],
  ["/api/v1/nonsense", "/api/v1/?"],
  ["/api/v1/operations/%E0%A4%A", "/api/v1/?"],
  [`/api/v1/${"x".repeat(5_000)}`, "/api/v1/?"],
])(
  "L1: %s is called by its endpoint in the log, and by nothing that the caller wrote",
  (path, route) => {
    expect(restRoute(new URL(`http://pfn.test${path}`))).toBe(route);
  },
);

it("a path that is written out goes before one with an id in its place, whatever the method", () => {
  const found = findPath("/transactions/delete");
  expect([chooseEndpoint(found, "POST").procedure, found.params, found.methods]).toEqual([
    "transactions.delete",
    {},
    ["POST", "OPTIONS"],
  ]);
  expect(chooseEndpoint(findPath("/transactions/deleted"), "GET").procedure).toBe(
    "transactions.get",
  );
});
