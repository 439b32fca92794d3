import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Runtime } from "../common/runtime";
import { createHttp } from "../http/create-http";

/** The endpoints on a real port of this machine, closed by `await using`. */
export async function listen(runtime: Runtime): Promise<AsyncDisposable & { url: string }> {
  const endpoints = createHttp(runtime);
  const server = createServer((req, res) => {
    if (!endpoints(req, res)) res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
