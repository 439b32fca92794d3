import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

/** Tries keys, over connections that stay open, as many at once as it is asked. */
export interface Knocker {
  /** Uses the key once, and returns the status. */
  knock: (key: string) => Promise<number>;
  close: () => void;
}

/** Of a proxy the port, its certificate and the name it serves; of an instance the port alone. */
export type Endpoint = { port: number } & (
  | { ca: string; name: string }
  | { ca?: never; name?: never }
);

export function createKnocker({ port, ca, name }: Endpoint): Knocker {
  const options: RequestOptions = { host: "127.0.0.1", port, path: "/api/v1/me" };
  const agent =
    ca === undefined
      ? new HttpAgent({ keepAlive: true })
      : new HttpsAgent({ keepAlive: true, ca, servername: name });
  const request = ca === undefined ? httpRequest : httpsRequest;
  const knock = (key: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = { Authorization: `Bearer ${key}`, ...(name !== undefined && { Host: name }) };
      const outgoing = request({ ...options, agent, headers }, (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
        answer.on("error", reject);
      });
      outgoing.on("error", reject);
      outgoing.end();
    });
  return { knock, close: () => agent.destroy() };
}
