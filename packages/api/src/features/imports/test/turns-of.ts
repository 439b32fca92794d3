import { vi } from "vitest";

/** The looks at the clock during `work`. Each is taken for one at which others are due. */
export async function turnsOf(work: () => Promise<unknown>): Promise<number> {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => {
    now += 1_000;
    return now;
  });
  await work();
  const turns = clock.mock.calls.length;
  clock.mockRestore();
  return turns;
}
