import { randomInt } from "node:crypto";
import { type Auc, aucOf } from "./auc";
import type { Group } from "./groups";
import type { Timed } from "./http";

/** How far apart two classes of a group are. */
export interface Pair extends Auc {
  group: string;
  left: string;
  right: string;
  tries: number;
  leftMedianMs: number;
  rightMedianMs: number;
}

/** What a group's calls gave away. */
export interface Measured {
  pairs: Pair[];
  /** Answers that differ in more than ids and dates; one when all is well. */
  answers: string[];
}

const WARM_UP = 20;

/** Sends `tries` calls of each class, one at a time and all classes mixed in random order. */
export async function measure(
  { name, status, classes }: Group,
  tries: number,
  send: (call: ReturnType<Group["classes"][string]>) => Promise<Timed>,
): Promise<Measured> {
  // Made beforehand, so that making one class's calls does not warm or cool this machine for them
  // alone.
  const order = Object.entries(classes).flatMap(([className, make]) =>
    Array.from({ length: tries + WARM_UP }, () => ({ className, call: make() })),
  );
  shuffle(order);
  const times = new Map<string, number[]>(Object.keys(classes).map((className) => [className, []]));
  const answers = new Set<string>();
  for (const { className, call } of order) {
    const { milliseconds, bytes, status: got } = await send(call);
    if (got !== status)
      throw new Error(`${name}, ${className}: ${got} instead of ${status}\n${bytes}`);
    answers.add(bytes);
    times.get(className)?.push(milliseconds);
  }
  return { pairs: compare(name, times), answers: [...answers] };
}

function compare(group: string, times: ReadonlyMap<string, number[]>): Pair[] {
  // The first calls of each class meet a server that has not compiled its way yet.
  const warm = [...times].map(([name, values]) => ({ name, values: values.slice(WARM_UP) }));
  return warm.flatMap((left, index) =>
    warm.slice(index + 1).map((right) => ({
      group,
      left: left.name,
      right: right.name,
      tries: left.values.length,
      leftMedianMs: median(left.values),
      rightMedianMs: median(right.values),
      ...aucOf(left.values, right.values),
    })),
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function shuffle<T>(values: T[]): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    const [a, b] = [values[last], values[other]];
    if (a !== undefined && b !== undefined) [values[last], values[other]] = [b, a];
  }
}
