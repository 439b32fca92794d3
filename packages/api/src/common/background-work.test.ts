import { afterEach, expect, it, vi } from "vitest";
import { createBackgroundWork } from "./background-work";
import { createLogger } from "./logging/logger";

afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const logLines: string[] = [];
  const log = createLogger({
    level: "debug",
    destination: { write: (line) => void logLines.push(line) },
  });
  return { background: createBackgroundWork(log), logLines };
}
const never = () => new Promise(() => undefined);

it("F5: work is started at once and waited for by nobody", () => {
  const { background } = setUp();
  const work = vi.fn(never);
  expect(background.run("x", work)).toBeUndefined();
  expect(work).toHaveBeenCalledTimes(1);
});

it(
  "S5: work may start after a pause of a length that nobody can know, and is not lost when it " +
    "is waited for",
  async () => {
    const { background } = setUp();
    vi.spyOn(Math, "random")
      .mockReturnValueOnce(0.5)
      .mockReturnValueOnce(0.9)
      .mockReturnValueOnce(0.9);
    const [soon, later, hurried] = [
      vi.fn(async () => 1),
      vi.fn(async () => 2),
      vi.fn(async () => 3),
    ];
    background.run("soon", soon, { withinMs: 20 });
    background.run("later", later, { withinMs: 60_000 });
    expect(soon).not.toHaveBeenCalled();
    await expect.poll(() => soon.mock.calls.length).toBe(1);
    expect(later).not.toHaveBeenCalled();
    await background.settle();
    expect(later).toHaveBeenCalledTimes(1);
    // Settling once does not take the pauses from what comes afterwards.
    background.run("hurried", hurried, { withinMs: 60_000 });
    await new Promise(setImmediate);
    expect(hurried).not.toHaveBeenCalled();
    await background.settle();
    expect(hurried).toHaveBeenCalledTimes(1);
  },
);

it("F5: a failure is logged with the work's name, and thrown at nobody", async () => {
  const { background, logLines } = setUp();
  background.run("session.seen", () => Promise.reject(new Error("no database")));
  await background.settle();
  expect(logLines.map((line) => JSON.parse(line))).toMatchObject([
    {
      level: "warn",
      event: "background.failed",
      name: "session.seen",
      err: { message: "no database" },
    },
  ]);
});

it("F5: work that throws at once is logged like work that fails later", async () => {
  const { background, logLines } = setUp();
  background.run("x", () => {
    throw new Error("at once");
  });
  await background.settle();
  expect(logLines).toHaveLength(1);
});

it("F5: settling waits for all that is under way", async () => {
  const { background } = setUp();
  let done = 0;
  for (let index = 0; index < 10; index++)
    background.run("x", () => Promise.resolve().then(() => done++));
  await background.settle();
  expect(done).toBe(10);
  await background.settle();
});

it("F5: settling waits two seconds for work that does not end, and no longer", async () => {
  vi.useFakeTimers();
  const { background } = setUp();
  background.run("x", never);
  const settled = vi.fn();
  const settling = background.settle().then(settled);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await settling;
});

it(
  "F5: no more than a hundred pieces are under way; further ones are left out, and room comes " +
    "back",
  async () => {
    const { background } = setUp();
    const ends: (() => void)[] = [];
    const work = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
    for (let index = 0; index < 150; index++) background.run("x", work);
    expect(work).toHaveBeenCalledTimes(100);
    for (const end of ends) end();
    await background.settle();
    background.run("x", work);
    expect(work).toHaveBeenCalledTimes(101);
  },
);
