import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { databaseErrorKind } from "../error-kind";
import { DatabaseLostError } from "./database-lost-error";
import { type HoldOptions, OneByOne } from "./turns";

afterEach(() => {
  vi.useRealTimers();
});

const FOREVER = Number.POSITIVE_INFINITY;
const PATIENT = { withinMs: FOREVER, runMs: FOREVER };
const ORDINARY: HoldOptions = { ...PATIENT, isUrgent: false, letsLookupsPass: false };

/** Makes turns and a list of the work done. Each piece takes a few turns of the event loop. */
function createTurns(surroundings: Partial<ConstructorParameters<typeof OneByOne>[0]> = {}) {
  const turns = new OneByOne({
    isUrgent: () => false,
    onOverdue: () => undefined,
    ...surroundings,
  });
  const done: string[] = [];
  let under = 0;
  const work = (name: string) => async () => {
    under += 1;
    expect(under).toBe(1);
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    under -= 1;
    done.push(name);
  };
  const statement = async (name: string, options: Partial<HoldOptions> = {}) => {
    const hold = await turns.take({ ...ORDINARY, ...options });
    await hold.run(work(name)).finally(hold.giveBack);
  };
  return { turns, done, work, statement };
}

describe("the order of work on one connection", () => {
  it(
    "is the order of asking, one piece at a time, and a transaction's pieces are not " +
      "interrupted",
    async () => {
      const { turns, done, work, statement } = createTurns();
      const hold = await turns.take(ORDINARY);
      const others = [statement("d"), statement("e")];
      await Promise.all([hold.run(work("a")), hold.run(work("b"))]);
      await sleep(5);
      await hold.run(work("c"));
      hold.giveBack();
      await Promise.all(others);
      expect(done).toEqual(["a", "b", "c", "d", "e"]);
    },
  );

  it("F2: what waits longer than it may is told so, and is never done", async () => {
    const { turns, done, work, statement } = createTurns();
    const hold = await turns.take(ORDINARY);
    const kinds = await Promise.all([
      statement("statement", { withinMs: 10 }).then(() => "done", databaseErrorKind),
      turns
        .pass(work("look-up"), { ...PATIENT, withinMs: 10 })
        .then(() => "done", databaseErrorKind),
    ]);
    expect(kinds).toEqual(["unavailable", "unavailable"]);
    hold.giveBack();
    await statement("next");
    expect(done).toEqual(["next"]);
  });

  it("a piece that fails harms neither the next one nor whoever waits", async () => {
    const { turns, done, work, statement } = createTurns();
    const hold = await turns.take(ORDINARY);
    const waiting = statement("waiting");
    await expect(hold.run(() => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
    await hold.run(work("after it"));
    hold.giveBack();
    await waiting;
    expect(done).toEqual(["after it", "waiting"]);
  });
});

describe("look-ups", () => {
  it(
    "are answered between two pieces of a transaction that lets them, and wait for the end of " +
      "any other",
    async () => {
      for (const letsLookupsPass of [true, false]) {
        const { turns, done, work } = createTurns();
        const hold = await turns.take({ ...ORDINARY, letsLookupsPass });
        const first = hold.run(work("first"));
        const lookup = turns.pass(work("look-up"), PATIENT);
        await first;
        await sleep(5);
        await hold.run(work("second"));
        hold.giveBack();
        await lookup;
        expect(done).toEqual(
          letsLookupsPass ? ["first", "look-up", "second"] : ["first", "second", "look-up"],
        );
      }
    },
  );

  it("let others have their turn, however many they are", async () => {
    const { turns, done, work, statement } = createTurns();
    const hold = await turns.take({ ...ORDINARY, letsLookupsPass: true });
    const lookups = Array.from({ length: 50 }, () => turns.pass(work("look-up"), PATIENT));
    await hold.run(work("piece"));
    hold.giveBack();
    await statement("statement");
    expect(done.indexOf("piece")).toBeLessThan(10);
    expect(done.indexOf("statement")).toBeLessThan(20);
    await Promise.all(lookups);
  });

  it("one that a failed transaction cannot answer is answered after it", async () => {
    const { turns, done, work } = createTurns();
    const hold = await turns.take({ ...ORDINARY, letsLookupsPass: true });
    const tries: boolean[] = [];
    const lookup = turns.pass(async (isBetween) => {
      tries.push(isBetween);
      if (isBetween) throw new Error("current transaction is aborted");
      await work("look-up")();
    }, PATIENT);
    await hold.run(work("piece"));
    hold.giveBack();
    await lookup;
    expect(tries).toEqual([true, false]);
    expect(done).toEqual(["piece", "look-up"]);
  });

  it("are not tried in a transaction that has failed", async () => {
    const { turns, work } = createTurns();
    const hold = await turns.take({ ...ORDINARY, letsLookupsPass: true });
    await hold.run(() => Promise.reject(new Error("refused"))).catch(() => undefined);
    const tries: boolean[] = [];
    const lookup = turns.pass(async (isBetween) => void tries.push(isBetween), PATIENT);
    await hold.run(work("rollback"));
    hold.giveBack();
    await lookup;
    expect(tries).toEqual([false]);
  });
});

describe("urgent work", () => {
  it("goes before all that waits, whoever came first", async () => {
    const { turns, done, statement } = createTurns();
    const hold = await turns.take(ORDINARY);
    const all = [statement("a"), statement("b"), statement("urgent", { isUrgent: true })];
    hold.giveBack();
    await Promise.all(all);
    expect(done).toEqual(["urgent", "a", "b"]);
  });

  it("keeps others waiting while it asks nothing for a moment, but not for good", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    const { done, statement } = createTurns({ isUrgent: () => true });
    const ordinary = statement("ordinary");
    await statement("urgent", { isUrgent: true });
    await vi.advanceTimersByTimeAsync(1_900);
    expect(done).toEqual(["urgent"]);
    await vi.advanceTimersByTimeAsync(200);
    await ordinary;
    expect(done).toEqual(["urgent", "ordinary"]);
  });
});

describe("a lost connection", () => {
  it("is told to whoever waits for it, holds it or comes, until it is back", async () => {
    const { turns, done, work, statement } = createTurns();
    const hold = await turns.take(ORDINARY);
    const kindOf = (attempt: Promise<unknown>) => attempt.then(() => "done", databaseErrorKind);
    const told = [kindOf(statement("waiting")), kindOf(turns.pass(work("look-up"), PATIENT))];
    turns.stop(new DatabaseLostError());
    told.push(kindOf(hold.run(work("holder's"))), kindOf(statement("late")));
    expect(await Promise.all(told)).toEqual(Array(4).fill("unavailable"));
    expect(turns.hasAnswered(FOREVER)).toBe(false);
    turns.resume();
    await statement("after");
    expect(await kindOf(hold.run(work("holder's")))).toBe("unavailable");
    hold.giveBack();
    expect(done).toEqual(["after"]);
  });

  it(
    "is brought about by a piece of work that takes longer than it may, which is told that " +
      "its time is over",
    async () => {
      const { turns, statement } = createTurns({ onOverdue: () => end(new DatabaseLostError()) });
      let end: (error: Error) => void = () => undefined;
      const hold = await turns.take({ ...ORDINARY, runMs: 10 });
      const stuck = hold.run(
        () =>
          new Promise((_, reject) => {
            end = reject;
          }),
      );
      await expect(stuck).rejects.toMatchObject({ code: "57014" });
      hold.giveBack();
      await statement("next");
    },
  );
});
