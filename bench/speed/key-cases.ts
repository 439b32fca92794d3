import { type Case, FLOOR, onFloor, rest, type Stage } from "./cases";
import type { Target } from "./put-load";

const [TRPC, REST, MCP, VERIFIER] = ["pfn, tRPC", "pfn, REST", "pfn, MCP", "verification alone"];
const [QUIET, FLOODED] = ["pfn, quiet", "pfn, flooded"];

/** Of the right shape, with a wrong checksum. */
const GARBAGE = `Bearer pfn_live_${"a".repeat(38)}`;

/** What a key costs on its way: one of many at random for each call. */
export function keyCases(stage: Stage): Case[] {
  const { pfn, verifier } = stage;
  const headers = randomKey(stage);
  const trpc = { url: `${pfn.url}/api/trpc/me.get`, pid: pfn.pid, headers };
  const floor: Target = { ...onFloor(stage, "/me"), headers };
  return [
    {
      name: "me.get with a key",
      seconds: 2,
      connections: 32,
      targets: {
        [TRPC]: trpc,
        [REST]: { ...rest(stage, stage.large, "/me"), headers },
        [MCP]: mcp(stage),
        [VERIFIER]: { ...verifier, headers },
        [FLOOR]: floor,
      },
      budgets: [
        { of: TRPC, than: FLOOR, figure: "callsPerSecond", bound: "at least", limit: 0.6 },
        { of: TRPC, than: FLOOR, figure: "cpuMicros", bound: "at most", limit: 2.2 },
        { of: REST, than: TRPC, figure: "callsPerSecond", bound: "at least", limit: 0.8 },
        { of: MCP, than: TRPC, figure: "callsPerSecond", bound: "at least", limit: 0.4 },
        { of: VERIFIER, than: FLOOR, figure: "callsPerSecond", bound: "at least", limit: 2.5 },
      ],
    },
    {
      name: "me.get, one caller",
      seconds: 2,
      connections: 1,
      targets: { [TRPC]: trpc, [FLOOR]: floor },
      budgets: [{ of: TRPC, than: FLOOR, figure: "p50Ms", bound: "at most", limit: 2 }],
    },
    {
      name: "me.get while 5 000 bad keys a second arrive",
      seconds: 4,
      connections: 8,
      pauseMs: 10,
      targets: {
        [QUIET]: trpc,
        [FLOODED]: {
          ...trpc,
          flood: { url: trpc.url, headers: { authorization: GARBAGE }, perSecond: 5_000 },
        },
      },
      budgets: [{ of: FLOODED, than: QUIET, figure: "p99Ms", bound: "at most", limit: 2 }],
    },
  ];
}

function mcp(stage: Stage): Target {
  const { pfn } = stage;
  const key = randomKey(stage);
  const call = {
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: { name: "whoami", arguments: {} },
  };
  const fixed = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
  };
  return {
    url: `${pfn.url}/api/mcp`,
    pid: pfn.pid,
    method: "POST",
    headers: () => ({ ...fixed, ...key() }),
    body: JSON.stringify(call),
  };
}

const randomKey =
  ({ authorizations }: Stage) =>
  () => ({
    authorization: authorizations[Math.floor(Math.random() * authorizations.length)] ?? "",
  });
