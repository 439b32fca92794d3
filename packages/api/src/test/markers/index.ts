import { writeFileSync } from "node:fs";
import { expandScopes, PRESETS, SCOPES, type Scope } from "@pfn/keys";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PROCEDURES } from "../../http/procedure-table";
import { CASES } from "../conformance/cases";
import type { ConformanceEndpoint } from "../conformance/endpoints";
import type { TestRuntime } from "../database";
import { send } from "../requests";
import { type Input, inputsFor, slipsOf } from "./inputs";
import { createNarrowedKey, type NarrowedKey } from "./narrowed-key";
import { type Marker, mayRead } from "./what-scopes-read";
import { createMarkedLedger, type MarkedLedger, readBalances } from "./world";

interface Suite {
  t: TestRuntime;
  /** A server that has all the endpoints. */
  server: { readonly url: string };
  /** The first one is asked everything, the others what every caller asks. */
  endpoints: readonly ConformanceEndpoint[];
}

/** What a key reaches, with the scope that opens it. */
const REACHABLE = [...PROCEDURES].flatMap(([path, { meta, type }]) =>
  meta?.access.kind === "key" || meta?.access.kind === "ledger"
    ? [{ path, type, scope: meta.access.scope, writes: meta.writes === true }]
    : [],
);

/** Every single scope, every preset, and every scope but one that reads. */
export const SCOPE_SETS: readonly { title: string; scopes: readonly Scope[] }[] = [
  ...SCOPES.map((scope) => ({ title: scope, scopes: [scope] })),
  ...PRESETS.map(({ id, scopes }) => ({ title: `preset ${id}`, scopes })),
  ...SCOPES.filter((scope) => scope.endsWith(":read")).map((scope) => ({
    title: `all but ${scope}`,
    scopes: SCOPES.filter((other) => other !== scope),
  })),
];

/**
 * No answer holds what the key's scopes do not read: a ledger whose texts, ids and amounts are all
 * unique, asked by every procedure that a key reaches, with every single scope, every preset and
 * all but each reading scope, through every endpoint: for real, on trial, repeated, and refused in
 * every way that the fields of a call allow. It enumerates the router, so a procedure that is added
 * is asked too, or fails for want of a call.
 */
export function describeMarkers({ t, server, endpoints }: Suite): void {
  const made: { ledger?: MarkedLedger } = {};
  const table = new Map(
    REACHABLE.map(({ path }) => [path, { sets: 0, calls: 0, leaks: [] as string[] }]),
  );
  const ear = listenToAnswers();
  beforeAll(async () => {
    made.ledger = await createMarkedLedger(t.runtime);
  });
  afterAll(() => {
    ear.close();
    const { MARKERS_TABLE } = process.env;
    if (MARKERS_TABLE) writeFileSync(MARKERS_TABLE, JSON.stringify([...table], null, 1));
  });

  it("every procedure that a key reaches is asked", () => {
    expect(Object.keys(CASES).sort()).toEqual(REACHABLE.map(({ path }) => path).sort());
  });

  it.each(SCOPE_SETS)(
    "A5: a key with $title is answered nothing that its scopes do not read",
    async (set) => {
      const { ledger } = made;
      if (ledger === undefined) throw new Error("No ledger.");
      const agent = await createNarrowedKey(t.runtime, ledger, set);
      ledger.importId = await ledger.freshDraft();
      const leaks: string[] = [];
      for (const procedure of REACHABLE) {
        const asked = await askAll({ t, server, endpoints, ear, ledger, agent, procedure });
        const row = table.get(procedure.path);
        if (row !== undefined) {
          row.sets += 1;
          row.calls += asked.calls;
          row.leaks.push(...asked.leaks);
        }
        leaks.push(...asked.leaks.map((leak) => `${procedure.path} ${leak}`));
      }
      expect([...new Set(leaks)]).toEqual([]);
    },
  );
}

interface Asking extends Suite {
  ear: Ear;
  ledger: MarkedLedger;
  agent: NarrowedKey;
  procedure: (typeof REACHABLE)[number];
}

/** The inputs of a procedure that are also sent for real. */
const FOR_REAL = 3;

const FILES = [
  "v1/exports/transactions.csv",
  "v1/exports/transactions.json",
  "exports/transactions.json",
];

/**
 * Asks one procedure as one key in every way, and answers how often, and each marker that was heard
 * and is not read.
 */
async function askAll({ t, server, endpoints, ear, ledger, agent, procedure }: Asking) {
  const { path, type, scope, writes } = procedure;
  const { db } = t.runtime;
  const [first, ...others] = endpoints.filter((endpoint) => endpoint.offers(path));
  const asked = { calls: 0, leaks: [] as string[] };
  if (first === undefined) return asked;
  const { authorization } = agent.key;
  const unreadNow = async () =>
    [...ledger.markers, ...(await readBalances(ledger))].filter(
      ({ kind }) => !mayRead(agent.scopes, kind),
    );
  let unread: Marker[] = await unreadNow();
  const listen = async (what: string, input: Input, call: () => Promise<{ status: number }>) => {
    ear.forget();
    asked.calls += 1;
    const { status } = await call();
    const [heard, sent] = [ear.heard(), JSON.stringify(input)];
    for (const { kind, text } of unread)
      if (holds(heard, text) && !sent.includes(text))
        asked.leaks.push(`${agent.title}: ${kind} by ${what} (${status})`);
  };
  const ask = async (input: Input, { name, call }: ConformanceEndpoint, how: string) => {
    let data: unknown = null;
    await listen(`${name}, ${how}`, input, async () => {
      const outcome = await call({ url: server.url, procedure: path, input, authorization });
      data = outcome.data;
      return outcome;
    });
    return operationOf(data);
  };
  const [input = {}, ...beside] = await inputsFor(db, { path, ledger, agent });
  const trial = writes ? { dryRun: true } : {};
  for (const endpoint of [first, ...others]) await ask({ ...input, ...trial }, endpoint, "trial");
  if (path === "exports.transactions")
    for (const file of FILES)
      await listen(file, {}, () =>
        send(`${server.url}/api/${file}`, { headers: { authorization } }),
      );
  if (scope !== null && !expandScopes(agent.scopes).has(scope)) return asked;
  for (const near of beside) await ask({ ...near, ...trial }, first, "trial");
  if (agent.scopes.length === 1)
    for (const slip of await slipsOf(db, ledger, input))
      await ask({ ...slip, ...trial }, first, "slip");
  for (const earlier of agent.written)
    if (earlier.path === path)
      for (const endpoint of [first, ...others]) await ask(earlier.input, endpoint, "repeated");
  if (type === "query") return asked;
  for (const at of [input, ...beside].slice(0, FOR_REAL).keys()) {
    const now = (await inputsFor(db, { path, ledger, agent }))[at];
    const id = now === undefined ? null : await ask(now, first, "for real");
    if (id !== null) await ledger.owner.operations.undo({ id }).catch(() => undefined);
    unread = await unreadNow();
  }
  return asked;
}

/** A figure is one only as a whole: "40.00" does not stand in "140.00". */
const holds = (heard: string, text: string): boolean =>
  heard.includes(text) && new RegExp(`(?<!\\d)${text.replaceAll(".", "\\.")}(?!\\d)`).test(heard);

const operationOf = (data: unknown): string | null => {
  const id: unknown =
    typeof data === "object" && data !== null ? Reflect.get(data, "operationId") : null;
  return typeof id === "string" ? id : null;
};

interface Ear {
  forget: () => void;
  /** All that was answered since. */
  heard: () => string;
  close: () => void;
}

/** Hears every answer to a `fetch` of this process, headers and what cursors hold included. */
function listenToAnswers(): Ear {
  const original = globalThis.fetch;
  let parts: string[] = [];
  globalThis.fetch = async (...request) => {
    const response = await original(...request);
    parts.push(JSON.stringify([...response.headers]), await response.clone().text());
    return response;
  };
  return {
    forget: () => {
      parts = [];
    },
    heard: () => {
      const text = parts.join("\n");
      const cursors = [...text.matchAll(/nextCursor\\*":\\*"([\w-]+)/g)].map(([, payload = ""]) =>
        Buffer.from(payload, "base64url").toString(),
      );
      return [text, ...cursors].join("\n");
    },
    close: () => {
      globalThis.fetch = original;
    },
  };
}
