import { type ConformanceEndpoint, describeMarkers, useRuntime } from "@pfn/api/testing";
import { useEndpoint } from "../test/agents";
import { mcpEndpoint } from "../test/conformance-endpoint";
import { isRecord } from "./is-record";
import { namedField } from "./named-field";

const t = useRuntime();

/** The MCP endpoint, told names in the place of ids, each of them a letter short. */
const misspelled: ConformanceEndpoint = {
  ...mcpEndpoint,
  name: "MCP, by misspelled names",
  call: async (request) => {
    const input = await misspell(request.input);
    return mcpEndpoint.call({ ...request, input: isRecord(input) ? input : {} });
  },
};

async function misspell(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(misspell));
  if (!isRecord(value)) return value;
  const fields = Object.entries(value).map(async ([key, field]) => {
    const named = namedField(key);
    if (named === null) return [key, await misspell(field)] as const;
    const ids: readonly unknown[] = Array.isArray(field) ? field : [field];
    const names = await Promise.all(ids.map((id) => nearlyNameOf(named.entity, id)));
    return [named.name, Array.isArray(field) ? names : names[0]] as const;
  });
  return Object.fromEntries(await Promise.all(fields));
}

async function nearlyNameOf(entity: "account" | "category", id: unknown): Promise<unknown> {
  if (typeof id !== "string") return id;
  const { db } = t.runtime;
  const select = { where: { id }, select: { name: true } };
  const row = await (entity === "account"
    ? db.account.findUnique(select)
    : db.category.findUnique(select));
  return row?.name.slice(0, -1) ?? id;
}

describeMarkers({ t, server: useEndpoint(t), endpoints: [mcpEndpoint, misspelled] });
