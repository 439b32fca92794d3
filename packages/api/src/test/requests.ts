import { z } from "zod";

/** Who sends a request, and with what beside it. */
export interface Sender {
  authorization?: string;
  cookie?: string;
  headers?: Record<string, string>;
}

/** What came back, with any status. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** A query by GET, as tRPC documents it. */
export function get(
  url: string,
  path: string,
  { input, ...sender }: Sender & { input?: unknown } = {},
): Promise<Answer> {
  const search =
    input === undefined
      ? ""
      : `${path.includes("?") ? "&" : "?"}input=${encodeURIComponent(JSON.stringify(input))}`;
  return send(`${url}/api/trpc/${path}${search}`, { method: "GET", headers: headersOf(sender) });
}

/** A mutation by POST with a JSON body. */
export function post(
  url: string,
  path: string,
  { body = {}, ...sender }: Sender & { body?: unknown } = {},
): Promise<Answer> {
  const headers = { "content-type": "application/json", ...headersOf(sender) };
  return send(`${url}/api/trpc/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Any request, for those that no proper client would send. */
export async function send(address: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(address, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const headersOf = ({ authorization, cookie, headers }: Sender): Record<string, string> => ({
  ...(authorization === undefined ? {} : { authorization }),
  ...(cookie === undefined ? {} : { cookie }),
  ...headers,
});

/** The problem object as every endpoint sends it. */
export const Problem = z.strictObject({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.uuid(),
  hint: z.string().optional(),
  path: z.string().optional(),
  errors: z.array(z.strictObject({ path: z.string(), detail: z.string() })).optional(),
  retryable: z.boolean(),
});
const Refusal = z.object({ error: z.object({ data: z.object({ problem: Problem }) }) });
const Result = z.object({ result: z.object({ data: z.unknown() }) });

/**
 * The problem that a refused call carries; fails when the call was not refused in the documented
 * shape.
 */
export const problemOf = ({ text }: Answer) => Refusal.parse(JSON.parse(text)).error.data.problem;

/** Per call of a batch: the problem, or null for a call that was answered. */
export const problemsOf = ({ text }: Answer) =>
  z
    .array(z.union([Refusal, Result]))
    .parse(JSON.parse(text))
    .map((item) => ("error" in item ? item.error.data.problem : null));

/** Inputs of a batch, by position, as tRPC documents them. */
export const batchOf = (inputs: readonly unknown[]) => ({ ...inputs });
