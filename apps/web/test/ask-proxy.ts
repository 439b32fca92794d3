import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { PROXY_NAME, type ProxyProcess } from "./start-proxy";

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

export type Options = Pick<RequestOptions, "method" | "headers"> & { body?: string | Buffer };

export const askOverHttps = (through: ProxyProcess, path: string, options: Options = {}) =>
  send(path, options, (rest, done) =>
    httpsRequest(
      { ...rest, port: through.httpsPort, ca: through.ca, servername: PROXY_NAME, agent: false },
      done,
    ),
  );
export const askOverHttp = (through: ProxyProcess, path: string, options: Options = {}) =>
  send(path, options, (rest, done) =>
    httpRequest({ ...rest, port: through.httpPort, agent: false }, done),
  );

function send(
  path: string,
  { body, headers, ...rest }: Options,
  open: (
    options: RequestOptions,
    done: (answer: IncomingMessage) => void,
  ) => ReturnType<typeof httpRequest>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { ...rest, host: "127.0.0.1", path, headers: { Host: PROXY_NAME, ...headers } };
    const outgoing = open(options, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk) => (text += chunk));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
