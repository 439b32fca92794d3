import { expect, it } from "vitest";
import { restRoute } from "./find-endpoint";

it.each([
  ["/api/v1/accounts", "/api/v1/accounts"],
  ["/api/v1/operations/01970000-0000-7000-8000-000000000004/undo", "/api/v1/operations/{id}/undo"],
  ["/api/v1/openapi.json", "/api/v1/openapi.json"],
  ["/api/v1/nonsense", "/api/v1/?"],
  ["/api/v1/operations/%E0%A4%A", "/api/v1/?"],
  [`/api/v1/${"x".repeat(5_000)}`, "/api/v1/?"],
])("L1: %s is called by its endpoint in the log, and by nothing that the caller wrote", (path, route) => {
  expect(restRoute(new URL(`http://pfn.test${path}`))).toBe(route);
});
