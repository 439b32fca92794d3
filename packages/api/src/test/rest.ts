import { type Answer, type Sender, send } from "./requests";

/** A REST call; a body is sent as JSON unless `headers` say otherwise. */
export function rest(
  url: string,
  line: `${string} /${string}`,
  { body, ...sender }: Sender & { body?: unknown } = {},
): Promise<Answer> {
  const [method = "GET", path = "/"] = line.split(" ", 2);
  const { authorization, cookie, headers } = sender;
  return send(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(authorization === undefined ? {} : { authorization }),
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}
