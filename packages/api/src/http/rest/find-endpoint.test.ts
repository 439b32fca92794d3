import { expect, it } from "vitest";
import { createEndpointTable, endpointAt } from "../endpoint-table";
import { chooseEndpoint, requirePath } from "./find-endpoint";

const table = createEndpointTable({ publicUrl: new URL("http://pfn.test") });

/** As the log calls a request for a path. */
const routeOf = (url: URL) => {
  const endpoint = endpointAt(table, url.pathname);
  return endpoint?.route?.(url) ?? (endpoint && url.pathname);
};

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
    expect(routeOf(new URL(`http://pfn.test${path}`))).toBe(route);
  },
);

it("a path that is written out goes before one with an id, with any method", () => {
  const found = requirePath("/transactions/delete");
  expect([chooseEndpoint(found, "POST").procedure, found.params, found.methods]).toEqual([
    "transactions.delete",
    {},
    ["POST", "OPTIONS"],
  ]);
  expect(chooseEndpoint(requirePath("/transactions/deleted"), "GET").procedure).toBe(
    "transactions.get",
  );
});
