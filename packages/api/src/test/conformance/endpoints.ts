import { PROCEDURES } from "../../http/procedure-table";
import { ENDPOINTS } from "../../http/rest/endpoints";
import { type Answer, get, Problem, post, problemOf } from "../requests";
import { rest } from "../rest";

type Fields = Readonly<Record<string, unknown>>;

/** A call of one procedure, in no endpoint's dialect. */
export interface EndpointCall {
  /** Of the server. */
  url: string;
  procedure: string;
  input: Fields;
  authorization: string | undefined;
}

/** What came of a call: data, or a problem. `status` is the one that the endpoint's callers see. */
export interface Outcome {
  status: number;
  data: unknown;
  problem: unknown;
}

/**
 * A way in, as the conformance suite sees it. Another package's endpoint joins by describing itself
 * like this.
 */
export interface ConformanceEndpoint {
  name: string;
  /** Whether this endpoint has the procedure. */
  offers: (procedure: string) => boolean;
  call: (call: EndpointCall) => Promise<Outcome>;
}

export const trpcEndpoint: ConformanceEndpoint = {
  name: "tRPC",
  offers: () => true,
  call: async ({ url, procedure, input, authorization }) => {
    const sender = authorization === undefined ? {} : { authorization };
    const answer =
      PROCEDURES.get(procedure)?.type === "query"
        ? await get(url, procedure, { ...sender, input })
        : await post(url, procedure, { ...sender, body: input });
    if (answer.status !== 200)
      return { status: answer.status, data: null, problem: problemOf(answer) };
    return { status: answer.status, data: JSON.parse(answer.text).result.data, problem: null };
  },
};

export const restEndpoint: ConformanceEndpoint = {
  name: "REST",
  offers: (procedure) => ENDPOINTS.some((endpoint) => endpoint.procedure === procedure),
  call: async ({ url, procedure, input, authorization }) => {
    const sender = authorization === undefined ? {} : { authorization };
    const { line, body } = toRestCall(procedure, input);
    return fromRest(await rest(url, line, { ...sender, ...(body === undefined ? {} : { body }) }));
  },
};

function toRestCall(
  procedure: string,
  input: Fields,
): { line: `${string} /${string}`; body?: Fields } {
  const endpoint = ENDPOINTS.find((candidate) => candidate.procedure === procedure);
  if (endpoint === undefined) throw new Error(`${procedure} has no REST route.`);
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input[name])),
  );
  const others = Object.entries(input).filter(([name]) => !endpoint.segments.includes(`{${name}}`));
  if (endpoint.type === "mutation")
    return { line: `${endpoint.method} /${path.slice(1)}`, body: Object.fromEntries(others) };
  const search = new URLSearchParams(
    others.flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((item): [string, string] => [
        name,
        String(item),
      ]),
    ),
  );
  return { line: `${endpoint.method} /${path.slice(1)}?${search}` };
}

function fromRest({ status, headers, text }: Answer): Outcome {
  const body: unknown = JSON.parse(text);
  if (status === 200) return { status, data: body, problem: null };
  if (headers.get("content-type") !== "application/problem+json")
    throw new Error("A refusal is a problem object.");
  return { status, data: null, problem: Problem.parse(body) };
}
