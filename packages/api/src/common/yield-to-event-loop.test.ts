import { stat } from "node:fs";
import { expect, it, vi } from "vitest";
import { mapYielding, yieldIfDue, yieldToEventLoop } from "./yield-to-event-loop";

/** Counts how often anybody else could have been heard, until `work` is over. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const listen = () => {
    turns += 1;
    if (!isOver) setImmediate(listen);
  };
  setImmediate(listen);
  await work();
  isOver = true;
  return turns;
}

/** A clock that stands still until it is told otherwise, at the beginning of a turn. */
async function stopClock(): Promise<{ now: number }> {
  const clock = { now: 1_000 };
  vi.spyOn(performance, "now").mockImplementation(() => clock.now);
  await yieldToEventLoop();
  return clock;
}

it("F1: of many long works that stop at once, one goes on before others are heard", async () => {
  const works = 20;
  const steps = 5;
  const order: number[] = [];
  const work = async (name: number) => {
    for (let step = 0; step < steps; step += 1) {
      order.push(name);
      await yieldToEventLoop();
    }
  };
  const turns = await turnsDuring(() =>
    Promise.all(Array.from({ length: works }, (_, name) => work(name))),
  );
  expect(turns).toBeGreaterThanOrEqual(works * steps - 1);
  // In their order, so that none of them waits for long.
  expect(order).toEqual(
    Array.from({ length: steps }, () => Array.from({ length: works }, (_, name) => name)).flat(),
  );
});

it("F1: others are heard before a work goes on that an answer of the database woke", async () => {
  const order: string[] = [];
  await new Promise((resolve) => {
    // A callback of the same phase of the event loop as that of a database's answer.
    stat(".", async () => {
      setTimeout(() => order.push("another's call"), 0);
      const from = performance.now();
      while (performance.now() - from < 2);
      await yieldToEventLoop();
      resolve(order.push("the work"));
    });
  });
  expect(order).toEqual(["another's call", "the work"]);
});

it("F1: a long work stops for others as soon as its time is over, and not before", async () => {
  const costs = [1, 1, 20, 1, 1, 40, 40];
  const clock = await stopClock();
  const given: number[] = [];
  for (const cost of costs) {
    clock.now += cost;
    given.push(await turnsDuring(yieldIfDue));
  }
  expect(given.map((turns) => turns > 0)).toEqual([false, false, true, false, false, true, true]);
});

it("F1: loops that follow each other share the time of one turn", async () => {
  const clock = await stopClock();
  const loop = () =>
    mapYielding([1, 2], () => {
      clock.now += 5;
    });
  expect(await turnsDuring(loop)).toBe(0);
  expect(await turnsDuring(loop)).toBeGreaterThan(0);
});

it("maps like `map`", async () => {
  expect(await mapYielding(["a", "b"], (item, index) => `${item}${index}`)).toEqual(["a0", "b1"]);
  expect(await mapYielding([], () => 1)).toEqual([]);
});
