import { expect, it, vi } from "vitest";
import { createYielder, mapYielding, yieldToEventLoop } from "./yield-to-event-loop";

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

it("F1: a long work stops for others as soon as its time is over, and not before", async () => {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const costs = [1, 1, 20, 1, 1, 40, 40];
  const yieldIfDue = createYielder();
  const given: number[] = [];
  for (const cost of costs) {
    now += cost;
    given.push(await turnsDuring(yieldIfDue));
  }
  expect(given.map((turns) => turns > 0)).toEqual([false, false, true, false, false, true, true]);
});

it("maps like `map`", async () => {
  expect(await mapYielding(["a", "b"], (item, index) => `${item}${index}`)).toEqual(["a0", "b1"]);
  expect(await mapYielding([], () => 1)).toEqual([]);
});
