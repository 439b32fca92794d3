import { expect, it } from "vitest";
import { createLedgerQueue } from "./ledger-queue";

const soon = () => new Promise((resolve) => setImmediate(resolve));

it(
  "turns of one name come one after the other in the order of asking, those of others " +
    "meanwhile",
  async () => {
    const turns = createLedgerQueue();
    const heard: string[] = [];
    const say = (name: string, word: string) =>
      turns.take(name, async () => {
        heard.push(`${word}…`);
        await soon();
        heard.push(word);
      });
    await Promise.all([
      say("a", "first"),
      say("a", "second"),
      say("b", "other"),
      say("a", "third"),
    ]);
    const own = heard.filter((word) => !word.startsWith("other"));
    expect(own).toEqual(["first…", "first", "second…", "second", "third…", "third"]);
    expect(heard.indexOf("other…")).toBeLessThan(heard.indexOf("second…"));
  },
);

it("a turn that fails makes room for the next", async () => {
  const turns = createLedgerQueue();
  const failing = turns.take("a", async () => {
    await soon();
    throw new Error("refused");
  });
  const next = turns.take("a", async () => "done");
  await expect(failing).rejects.toThrow("refused");
  expect(await next).toBe("done");
});

it(
  "F1: when the database is not to be had, all who wait are told so at once, and later ones " +
    "try again",
  async () => {
    const turns = createLedgerQueue();
    const gone = Object.assign(new Error("gone"), { code: "ECONNREFUSED" });
    let tried = 0;
    const fail = () =>
      turns.take("a", async () => {
        tried += 1;
        await soon();
        throw gone;
      });
    const answers = await Promise.allSettled([fail(), fail(), fail()]);
    expect(answers.map((answer) => answer.status === "rejected" && answer.reason)).toEqual([
      gone,
      gone,
      gone,
    ]);
    expect(tried).toBe(1);
    expect(await turns.take("a", async () => "back")).toBe("back");
  },
);

it("F2: a call that waits too long is told the database is not available, and ends", async () => {
  const turns = createLedgerQueue(0.0001);
  let finish: () => void = () => undefined;
  const first = turns.take(
    "a",
    () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  );
  await expect(turns.take("a", async () => "too late")).rejects.toMatchObject({ code: "55P03" });
  finish();
  await first;
  expect(await turns.take("a", async () => "in time")).toBe("in time");
});
