import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { PROCEDURES } from "../../http/procedure-table";
import { asPrincipal, withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { digestTables } from "../../test/dump-tables";
import { holdWrite } from "../../test/held-write";
import { statusOf } from "../../test/refusals";
import { type Cast, castFor, revive, STOPS, type Stop } from "../../test/stops";
import { type Fields, type Scene, setScene, WRITES } from "../../test/writes/scenes";

// A person who stops a caller gets an answer while the caller's write is under way, at any point of
// it, and nothing of the write stays (K6, A8).

/** A write waits here at each of its steps, which tests may make longer. */
const gate = vi.hoisted(() => ({ pass: async (): Promise<void> => undefined }));

vi.mock("../../identity/assert-caller-active", async (original) => {
  const real = await original<typeof import("../../identity/assert-caller-active")>();
  return {
    assertCallerActive: async (
      ...[ctx, db, options]: Parameters<typeof real.assertCallerActive>
    ) => {
      await real.assertCallerActive(ctx, db, options);
      if (options?.isLast !== true) await gate.pass();
    },
  };
});
vi.mock("../write-operation", async (original) => {
  const real = await original<typeof import("../write-operation")>();
  const writeOperation: typeof real.writeOperation = async (...operation) => {
    const answer = await real.writeOperation(...operation);
    await gate.pass();
    return answer;
  };
  return { ...real, writeOperation };
});
// Long work yields whenever it may, not only when its time is over: each yield is a step then, and
// a write has as many on a slow machine as on a fast one.
vi.mock("../../common/yield-to-event-loop", async (original) => {
  const real = await original<typeof import("../../common/yield-to-event-loop")>();
  const mapYielding: typeof real.mapYielding = async (items, toResult) => {
    const results = [];
    for (const [index, item] of items.entries()) {
      results.push(toResult(item, index));
      await real.yieldToEventLoop();
    }
    return results;
  };
  return { ...real, yieldIfDue: real.yieldToEventLoop, mapYielding };
});
vi.mock("../../common/stop-sign", async (original) => {
  const real = await original<typeof import("../../common/stop-sign")>();
  const lookForStop = async (rows: number) => {
    await gate.pass();
    await real.lookForStop(rows);
  };
  return { ...real, lookForStop };
});

const t = useRuntime();
const RUNS = Number(process.env["FC_RUNS"] ?? 1);

/** What stopping somebody itself writes. */
const OF_STOPS = ["users", "login_sessions", "integration_keys", "audit_events"];

const digestLedgers = () => digestTables(t.runtime.db, { but: OF_STOPS });

/** Every way to write to a ledger, with a ledger in which it can be done. */
const PATHS = [...WRITES, "imports.preview"];

interface Stage {
  path: string;
  scene: Scene;
  cast: Cast;
  passwordHash: string;
}

async function setStage(path: string): Promise<Stage> {
  const scene = await setScene(t.runtime, path);
  const cast = await castFor(t.runtime, scene);
  return { path, scene, cast, passwordHash: await t.runtime.passwords.hash(cast.password) };
}

/** Status of the write, done by the key or in the login. */
async function write({ path, scene }: Stage, who: Stop["of"], fields: Fields): Promise<number> {
  const caller =
    who === "key"
      ? await withKey(t.runtime, scene.key)
      : asPrincipal(t.runtime, scene.user.session, "web");
  const [feature = "", verb = ""] = path.split(".");
  // The caller is a tree of functions by path.
  const call: (input: Fields) => Promise<unknown> = Reflect.get(Reflect.get(caller, feature), verb);
  const keyId = path === "operations.undoMany" ? { keyId: scene.key.id } : {};
  return statusOf(call({ ...scene.input, ...keyId, ...fields }));
}

it.each(PATHS)(
  "K6, A8: whoever stops the caller of %s is answered before it ends, wherever it is, and " +
    "nothing of it stays; a trial is no answer either",
  async (path) => {
    const stage = await setStage(path);
    const { cast, passwordHash } = stage;
    for (const who of ["key", "session"] as const) {
      await revive(cast, passwordHash);
      const steps = await countSteps(() => write(stage, who, trial(path)));
      const before = await digestLedgers();
      for (const [name, stop] of Object.entries(STOPS)) {
        if (stop.of !== who || !reaches(stop, path)) continue;
        const hits = fc.asyncProperty(
          fc.nat({ max: steps - 1 }),
          fc.boolean(),
          async (at, isTrial) => {
            await revive(cast, passwordHash);
            const { answers, status } = await stopAt(at, {
              write: () => write(stage, who, isTrial ? trial(path) : {}),
              stop: () => stop.call(cast),
            });
            expect([status, ...answers], name).toEqual([stop.status, "the stop", "the write"]);
            expect(await digestLedgers(), name).toEqual(before);
          },
        );
        await fc.assert(hits, { numRuns: RUNS, endOnFailure: true });
      }
    }
  },
);

/** A preview has no trial: it changes nothing of the books. */
const trial = (path: string): Fields => (path === "imports.preview" ? {} : { dryRun: true });

/** Resetting the test ledger is for any test key, with any scopes, and for its owner. */
const reaches = (stop: Stop, path: string): boolean =>
  !(path === "ledger.resetTest" && stop.status === 403);

async function countSteps(write: () => Promise<number>): Promise<number> {
  let steps = 0;
  gate.pass = async () => {
    steps += 1;
  };
  expect(await write()).toBe(200);
  gate.pass = async () => undefined;
  return steps;
}

/** Stops a write at one of its steps, and tells who was answered first. */
async function stopAt(
  at: number,
  { write, stop }: { write: () => Promise<number>; stop: () => Promise<unknown> },
) {
  const answers: string[] = [];
  let steps = 0;
  const isThere = () => {
    steps += 1;
    return steps === at + 1;
  };
  const note = async <T>(name: string, answer: Promise<T>) => {
    const value = await answer;
    answers.push(name);
    return value;
  };
  const status = await holdWrite(t.database, gate, {
    isThere,
    write: () => note("the write", write()),
    meanwhile: () => note("the stop", stop()),
  });
  return { answers, status };
}

it(
  "F3, A8: a repeated call is not answered from the log once its key is revoked, however far " +
    "it is",
  async () => {
    const path = "transactions.create";
    const stage = await setStage(path);
    const repeat = () => write(stage, "key", { idempotencyKey: "once" });
    expect(await repeat()).toBe(200);
    expect(await repeat()).toBe(200);
    const revoke = () => stage.cast.owner.integrationKeys.revoke({ id: stage.scene.key.id });
    expect(await stopAt(0, { write: repeat, stop: revoke })).toEqual({
      answers: ["the stop", "the write"],
      status: 401,
    });
  },
);

it("every procedure that stops somebody is marked as urgent, and nothing else is", () => {
  const urgent = [...PROCEDURES].flatMap(([path, { meta }]) =>
    meta?.isUrgent === true ? [path] : [],
  );
  const stopping = Object.keys(STOPS).flatMap((name) => name.split(",")[0] ?? []);
  const procedures = new Set(stopping.filter((name) => PROCEDURES.has(name)));
  // It stops nobody, but what a key can do is changed right after it.
  procedures.add("profile.confirmPassword");
  expect(urgent.toSorted()).toEqual([...procedures].toSorted());
});
