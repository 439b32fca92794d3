import { expect, it } from "vitest";
import { createHttpServer } from "./http-server";

it("T8: a request has 20 seconds for its headers and a minute in all, and 16 KiB for its headers", () => {
  const { server } = createHttpServer(() => {});
  expect(server.headersTimeout).toBe(20_000);
  expect(server.requestTimeout).toBe(60_000);
  // Node's types leave the option out of the server that keeps it.
  expect(server).toMatchObject({ maxHeaderSize: 16 * 1024 });
});
