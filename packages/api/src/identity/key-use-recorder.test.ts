import type { KeyUse } from "@pfn/db";
import { afterEach, expect, it, vi } from "vitest";
import { createLogger } from "../common/logging/logger";
import type { KeyUseRecorder } from "../common/services";
import { createKeyUseRecorder } from "./key-use-recorder";

const CALLER = { ip: "203.0.113.7", userAgent: "agent/1.0" };
const START = Date.parse("2026-03-31T12:00:00.000Z");
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

afterEach(() => {
  vi.useRealTimers();
});

interface Setup {
  recorder: KeyUseRecorder;
  saves: KeyUse[][];
  logLines: string[];
  clock: { now: number };
}

function setUp(save?: (entries: KeyUse[]) => Promise<void>): Setup {
  const saves: KeyUse[][] = [];
  const logLines: string[] = [];
  const clock = { now: START };
  const log = createLogger({
    level: "debug",
    destination: { write: (line) => void logLines.push(line) },
  });
  const remember = async (entries: KeyUse[]) => void saves.push(entries);
  vi.useFakeTimers();
  return {
    recorder: createKeyUseRecorder({ save: save ?? remember, log, now: () => clock.now }),
    saves,
    logLines,
    clock,
  };
}

it("K7: under load a key is written at most once a minute, and no use is lost", async () => {
  const { recorder, saves, clock } = setUp();
  for (let second = 0; second <= 300; second++) {
    for (let use = 0; use < 20; use++) recorder.used("busy", CALLER);
    await recorder.flush();
    clock.now += SECOND_MS;
  }
  expect(saves).toHaveLength(6);
  await recorder.flush({ all: true });
  expect(saves.flat().reduce((sum, { uses }) => sum + uses, 0)).toBe(301 * 20);
});

it(
  "the first use after a quiet minute is written at the next tick, of which there is one a " +
    "second",
  async () => {
    const { recorder, saves, clock } = setUp();
    recorder.used("key", CALLER);
    expect(saves).toEqual([]);
    await vi.advanceTimersByTimeAsync(SECOND_MS);
    expect(saves).toEqual([
      [
        {
          keyId: "key",
          usedAt: new Date(START),
          ip: CALLER.ip,
          client: CALLER.userAgent,
          uses: 1,
          refusals: 0,
          day: "2026-03-31",
          networks: ["203.0.113.7"],
          clients: ["agent"],
        },
      ],
    ]);
    clock.now += MINUTE_MS;
    recorder.used("key", { ip: "2001:db8::1", userAgent: null });
    await vi.advanceTimersByTimeAsync(SECOND_MS);
    expect(saves[1]).toMatchObject([
      { usedAt: new Date(START + MINUTE_MS), ip: "2001:db8::1", client: null, uses: 1 },
    ]);
  },
);

it("the uses of many keys are handed over together, the latest of each", async () => {
  const { recorder, saves, clock } = setUp();
  for (let index = 0; index < 1_000; index++)
    recorder.used(`key ${index % 100}`, { ...CALLER, userAgent: `agent ${index}` });
  clock.now += SECOND_MS;
  await recorder.flush();
  expect(saves).toHaveLength(1);
  expect(saves[0]).toHaveLength(100);
  expect(saves[0]?.[99]).toMatchObject({ keyId: "key 99", uses: 10, client: "agent 999" });
});

it("refusals are counted beside uses and never move the last use", async () => {
  const { recorder, saves } = setUp();
  recorder.refused("only refused");
  recorder.refused("only refused");
  recorder.used("both", CALLER);
  recorder.refused("both");
  await recorder.flush();
  expect(saves[0]).toMatchObject([
    { keyId: "only refused", usedAt: null, ip: null, client: null, uses: 0, refusals: 2 },
    { keyId: "both", usedAt: new Date(START), uses: 1, refusals: 1 },
  ]);
});

it(
  "F5: the networks and programs of a key are collected between two writes, at most eight of " +
    "each",
  async () => {
    const { recorder, saves } = setUp();
    recorder.used("key", CALLER);
    recorder.used("key", { ...CALLER, userAgent: "agent/2.0" });
    recorder.used("key", { ip: "2001:db8::7", userAgent: null });
    recorder.used("key", CALLER);
    for (let index = 0; index < 20; index++)
      recorder.used("roaming", { ip: `198.51.100.${index}`, userAgent: `program-${index}/1` });
    recorder.refused("refused");
    await recorder.flush();
    expect(saves[0]).toMatchObject([
      {
        keyId: "key",
        networks: ["203.0.113.7", "2001:db8:0:0::/64"],
        clients: ["agent", "unnamed"],
      },
      { keyId: "roaming" },
      { keyId: "refused", networks: [], clients: [] },
    ]);
    expect([saves[0]?.[1]?.networks.length, saves[0]?.[1]?.clients.length]).toEqual([8, 8]);
  },
);

it("a tick without anything to say writes nothing", async () => {
  const { saves } = setUp();
  await vi.advanceTimersByTimeAsync(10 * SECOND_MS);
  expect(saves).toEqual([]);
});

it(
  "F5: a failed write is logged with its cause and swallowed, and the next one is made as if " +
    "nothing had been",
  async () => {
    const save = vi
      .fn<(entries: KeyUse[]) => Promise<void>>()
      .mockRejectedValueOnce(new Error("no database"))
      .mockResolvedValue();
    const { recorder, logLines, clock } = setUp(save);
    recorder.used("key", CALLER);
    await vi.advanceTimersByTimeAsync(SECOND_MS);
    expect(logLines).toHaveLength(1);
    expect(JSON.parse(logLines[0] ?? "")).toMatchObject({
      level: "warn",
      event: "key-use.lost",
      keys: 1,
      err: { message: "no database" },
    });
    clock.now += MINUTE_MS;
    recorder.used("key", CALLER);
    await vi.advanceTimersByTimeAsync(SECOND_MS);
    expect(save).toHaveBeenCalledTimes(2);
    expect(logLines).toHaveLength(1);
  },
);

it("F5: a writer that throws at once is swallowed like one that fails later", async () => {
  const { recorder, logLines } = setUp(() => {
    throw new Error("not even a promise");
  });
  recorder.used("key", CALLER);
  await recorder.flush();
  expect(logLines).toHaveLength(1);
});

it(
  "F5: memory is bounded: beyond 100 000 unwritten keys further ones are not remembered, and " +
    "known ones still count",
  async () => {
    const { recorder, saves } = setUp();
    for (let index = 0; index < 100_010; index++) recorder.used(`key ${index}`, CALLER);
    recorder.used("key 0", CALLER);
    await recorder.flush();
    expect(saves[0]).toHaveLength(100_000);
    expect(saves[0]?.[0]).toMatchObject({ keyId: "key 0", uses: 2 });
    expect(saves[0]?.at(-1)?.keyId).toBe("key 99999");
  },
);

it(
  "F5: closing writes everything that is left, however recently its key was written, and " +
    "stops the clock",
  async () => {
    const { recorder, saves } = setUp();
    recorder.used("key", CALLER);
    await recorder.flush();
    recorder.used("key", CALLER);
    await recorder.flush();
    expect(saves).toHaveLength(1);
    await recorder.close();
    expect(saves).toHaveLength(2);
    recorder.used("key", CALLER);
    await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
    expect(saves).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  },
);

it("F5: closing waits two seconds for a database that does not answer, and no longer", async () => {
  const { recorder } = setUp(() => new Promise(() => undefined));
  recorder.used("key", CALLER);
  const closed = vi.fn();
  const closing = recorder.close().then(closed);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(closed).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await closing;
});

it("what a key did on two days is kept apart", async () => {
  const { recorder, saves, clock } = setUp();
  clock.now = Date.parse("2026-03-31T23:59:30.000Z");
  recorder.used("key", CALLER);
  await recorder.flush();
  clock.now += MINUTE_MS;
  recorder.used("key", CALLER);
  await recorder.flush();
  expect(saves.flat().map(({ day }) => day)).toEqual(["2026-03-31", "2026-04-01"]);
});
