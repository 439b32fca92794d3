import { type AddressInfo, connect } from "node:net";
import { pipeline } from "node:stream/promises";
import { expect, it } from "vitest";
import { createHttpServer } from "./http-server";

it("T8: a request has 20 seconds and 16 KiB for its headers, and a minute in all", () => {
  const { server } = createHttpServer(() => {});
  expect(server.headersTimeout).toBe(20_000);
  expect(server.requestTimeout).toBe(60_000);
  // Node's types leave the option out of the server that keeps it.
  expect(server).toMatchObject({ maxHeaderSize: 16 * 1024 });
});

it("F2: a response that nobody reads is given up, and its writer comes to an end", async () => {
  const written = { parts: 0 };
  async function* endless() {
    for (;;) {
      written.parts += 1;
      yield "x".repeat(65_536);
    }
  }
  const ended = new Promise<unknown>((resolve) => {
    const { server } = createHttpServer((_req, res) => {
      res.writeHead(200);
      pipeline(endless(), res).catch(resolve);
    }, 200);
    server.listen(0, "127.0.0.1", () => {
      // A listening TCP server has an address with a port.
      const { port } = server.address() as AddressInfo;
      const socket = connect(port, "127.0.0.1", () =>
        socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
      );
      socket.pause().on("error", () => undefined);
    });
  });
  expect(await ended).toMatchObject({ code: "ERR_STREAM_PREMATURE_CLOSE" });
  // It had been written until the way was full, and no further.
  expect(written.parts).toBeGreaterThan(1);
});

it("F2: whoever goes on taking an answer is waited for, however slowly", async () => {
  const { server } = createHttpServer((_req, res) => {
    res.writeHead(200, { "Content-Length": 20 });
    let left = 20;
    const timer = setInterval(() => {
      res.write("x");
      left -= 1;
      if (left === 0) res.end();
      if (left === 0) clearInterval(timer);
    }, 50);
  }, 600);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe("x".repeat(20));
  server.close();
});
