import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { generateKey } from "@pfn/keys";
import { expect } from "vitest";
import { connect } from "../src/create-pfn-client";
import type { PfnClient, PfnClientOptions, PfnError } from "../src/index";
import { SYSTEM, type System } from "../src/system";

/** A well-formed key that no server ever issued. */
export const { key: INVENTED_KEY } = generateKey("test");

type Options = Partial<PfnClientOptions> & { system?: Partial<System> };

/** Something on a real port that is not pfn, and a client of it. */
export async function pretend(listener: RequestListener, { system, ...options }: Options = {}) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  const pfn: PfnClient = connect({ url, key: INVENTED_KEY, ...options }, { ...SYSTEM, ...system });
  return { url, pfn, close, [Symbol.asyncDispose]: close };
}

/** What a call rejects with. */
export const refusal = (call: Promise<unknown>): Promise<PfnError> =>
  call.then(
    () => expect.fail("The call succeeded."),
    (error: PfnError) => error,
  );

/** A refusal as pfn writes it. */
export const envelope = (problem: {
  code: string;
  status: number;
  detail: string;
  retryable: boolean;
}) => JSON.stringify({ error: { code: -32603, message: problem.detail, data: { problem } } });
