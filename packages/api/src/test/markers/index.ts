import { writeFileSync } from "node:fs";
import { expandScopes, PRESETS, SCOPES, type Scope } from "@pfn/keys";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PROCEDURES } from "../../procedures";
import { CASES } from "../conformance/cases";
import type { ConformanceDoor } from "../conformance/doors";
import type { TestRuntime } from "../database";
import { type Input, inputsFor, slipsOf } from "./inputs";
import { type Marker, mayRead } from "./what-scopes-read";
import { createMarkedLedger, createNarrowedKey, type MarkedLedger, type NarrowedKey, readBalances } from "./world";

interface Suite {
  t: TestRuntime;
  /** A server that has all the doors. */
  server: { readonly url: string };
  /** The first one is asked everything, the others what every caller asks. */
  doors: readonly ConformanceDoor[];
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

const opens = (scopes: readonly Scope[], scope: Scope | null) => scope === null || expandScopes(scopes).has(scope);

/**
 * No answer holds what the key's scopes do not read: a ledger whose texts, ids and amounts are all unique, asked by every procedure that a
 * key reaches, with every single scope, every preset and all but each reading scope, through every door: for real, on trial, repeated, and
 * refused in every way that the fields of a call allow. It enumerates the router, so a procedure that is added is asked too, or fails for
 * want of a call.
 */
export function describeMarkers({ t, server, doors }: Suite): void {
  const made: { ledger?: MarkedLedger } = {};
  const agents: NarrowedKey[] = [];
  const table: { path: string; sets: number; calls: number; leaks: string[] }[] = [];
  const [first, ...others] = doors;
  if (first === undefined) throw new Error("No door.");
  const ear = listenToAnswers();

  beforeAll(async () => {
    made.ledger = await createMarkedLedger(t.runtime);
    for (const set of SCOPE_SETS) agents.push(await createNarrowedKey(t.runtime, made.ledger, set));
  });
  afterAll(() => {
    ear.close();
    const { MARKERS_TABLE } = process.env;
    if (MARKERS_TABLE) writeFileSync(MARKERS_TABLE, JSON.stringify(table, null, 1));
  });

  it("every procedure that a key reaches is asked", () => {
    expect(Object.keys(CASES).sort()).toEqual(REACHABLE.map(({ path }) => path).sort());
  });

  it.each(REACHABLE.map((procedure) => [procedure.path, procedure] as const))(
    "A5: %s answers nothing that the key's scopes do not read",
    async (path, { type, scope, writes }) => {
      const ledger = made.ledger;
      if (ledger === undefined) throw new Error("No ledger.");
      const { db } = t.runtime;
      const row = { path, sets: agents.length, calls: 0, leaks: [] as string[] };
      table.push(row);
      if (path.startsWith("imports.")) ledger.importId = await ledger.freshDraft();
      for (const agent of agents) {
        const hidden = (balances: readonly Marker[]) =>
          [...ledger.markers, ...balances].filter(({ kind }) => !mayRead(agent.scopes, kind));
        let unread = hidden(await readBalances(ledger));
        const ask = async (input: Input, door = first, how = "read") => {
          ear.forget();
          row.calls += 1;
          const { authorization } = agent.key;
          const outcome = await door.call({ url: server.url, procedure: path, input, authorization });
          const heard = ear.heard();
          const sent = JSON.stringify(input);
          for (const { kind, text } of unread)
            if (heard.includes(text) && !sent.includes(text))
              row.leaks.push(`${agent.title}: ${kind} by ${door.name}, ${how} (${outcome.status})`);
          return outcome;
        };
        const [input = {}, ...beside] = await inputsFor(db, { path, ledger, agent });
        const trial = writes ? { dryRun: true } : {};
        for (const door of others) if (door.offers(path)) await ask({ ...input, ...trial }, door, "trial");
        if (!opens(agent.scopes, scope)) {
          await ask({ ...input, ...trial }, first, "without the scope");
          continue;
        }
        for (const near of [input, ...beside]) await ask({ ...near, ...trial }, first, "trial");
        if (agent.scopes.length === 1)
          for (const slip of await slipsOf(db, ledger, input)) await ask({ ...slip, ...trial }, first, "slip");
        for (const { path: earlier, input: again } of agent.written)
          if (earlier === path) for (const door of doors) if (door.offers(path)) await ask(again, door, "repeated");
        if (type === "mutation")
          for (const near of [input, ...beside]) {
            const [now = near] = near === input ? await inputsFor(db, { path, ledger, agent }) : [near];
            const { status, data } = await ask(now, first, "for real");
            unread = hidden(await readBalances(ledger));
            const id = operationOf(data);
            if (status === 200 && id !== null) await ledger.owner.operations.undo({ id }).catch(() => undefined);
          }
      }
      expect([...new Set(row.leaks)]).toEqual([]);
    },
  );
}

const operationOf = (data: unknown): string | null => {
  const id: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "operationId") : null;
  return typeof id === "string" ? id : null;
};

/** Hears every answer to a `fetch` of this process, headers and what cursors hold included. */
function listenToAnswers() {
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
