import type { ConformanceEndpoint } from "@pfn/api/testing";
import { z } from "zod";
import { TOOLS } from "../src/tools";
import { post, toolCall } from "./rpc";

const Refused = z.object({
  isError: z.literal(true),
  content: z.tuple([z.object({ text: z.string() })]),
});
const Answered = z.object({ structuredContent: z.record(z.string(), z.unknown()) });
const Reply = z.object({ result: z.union([Refused, Answered]) });

const nameOf = (procedure: string) => [...TOOLS].find(([, { path }]) => path === procedure)?.[0];

/** The MCP endpoint, as the conformance suite sees it. */
export const mcpEndpoint: ConformanceEndpoint = {
  name: "MCP",
  offers: (procedure) => nameOf(procedure) !== undefined,
  call: async ({ url, procedure, input, authorization }) => {
    const headers = authorization === undefined ? {} : { authorization };
    const { status, text } = await post(url, toolCall(nameOf(procedure) ?? "", input), headers);
    if (status !== 200) return { status, data: null, problem: JSON.parse(text) };
    const { result } = Reply.parse(JSON.parse(text));
    if (!("isError" in result)) return { status, data: result.structuredContent, problem: null };
    const problem = z.looseObject({ status: z.int() }).parse(JSON.parse(result.content[0].text));
    return { status: problem.status, data: null, problem };
  },
};
