import { describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { installInputMessages } from "./errors/input-errors";
import { CivilDate, Id, PageInput, todayIn, WriteInput } from "./fields";
import { newId } from "./ids";

installInputMessages();

const detailOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues[0]?.message;

describe("I5: a civil date", () => {
  it.each(["1900-01-01", "2026-03-31", "2024-02-29", "2000-02-29", "2200-12-31"])(
    "%s is one",
    (date) => {
      expect(CivilDate.parse(date)).toBe(date);
    },
  );

  it.each(["1899-12-31", "2201-01-01"])("%s is too far away, and the bounds are named", (date) => {
    expect(detailOf(CivilDate, date)).toBe("Expected a date from 1900-01-01 to 2200-12-31.");
  });

  it.each([
    ...[
      "2026-02-29",
      "1900-02-29",
      "2026-04-31",
      "2026-13-01",
      "2026-00-10",
      "2026-01-00",
      "2026-1-1",
      "26-01-01",
      "+002026-01-01",
    ],
    ...[
      "2026-01-01T00:00:00Z",
      "01.02.2026",
      "01/02/2026",
      "2026-01-01 ",
      "２０２６-01-01",
      "today",
      "",
      20260101,
      null,
      {},
      new Date(0),
    ],
  ])("%j is none, and the form is shown", (date) => {
    expect(detailOf(CivilDate, date)).toBe('Expected a date such as "2026-03-31".');
  });

  it("today is the date on the wall of the ledger's time zone", () => {
    const now = new Date("2026-03-01T05:00:00Z");
    expect(
      ["UTC", "Pacific/Honolulu", "Pacific/Kiritimati", "Europe/Berlin"].map((zone) =>
        todayIn(zone, now),
      ),
    ).toEqual(["2026-03-01", "2026-02-28", "2026-03-01", "2026-03-01"]);
  });
});

describe("an id", () => {
  it("A6: is a UUID v7, in the order of creation, and never twice the same", () => {
    const clock = vi.spyOn(Date, "now").mockReturnValue(1_900_000_000_000);
    const early = Array.from({ length: 100 }, () => newId());
    clock.mockReturnValue(1_900_000_000_001);
    const late = Array.from({ length: 100 }, () => newId());
    clock.mockRestore();
    expect(
      [...early, ...late].every((id) =>
        /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id),
      ),
    ).toBe(true);
    expect(new Set([...early, ...late]).size).toBe(200);
    expect(early.every((id) => late.every((later) => id < later))).toBe(true);
  });

  it("may come in capitals and is the same id", () => {
    const id = newId();
    expect(Id.parse(id.toUpperCase())).toBe(id);
  });

  it.each([
    "",
    "1",
    "not-an-id",
    "00000000-0000-0000-0000-00000000000g",
    `${newId()} `,
    `{${newId()}}`,
    newId().replaceAll("-", ""),
    7,
    null,
  ])("%j is none, and the answer says where to find one", (id) => {
    expect(detailOf(Id, id)).toBe("Expected an id (a UUID), as lists and creations answer it.");
  });
});

describe("I5: a page", () => {
  it.each([
    [0, "At least 1."],
    [-1, "At least 1."],
    [201, "At most 200."],
    [1.5, "Expected a whole number."],
    ["5", "Expected a number."],
    [null, "Expected a number."],
  ])("has no limit of %j", (limit, detail) => {
    expect(detailOf(PageInput.limit, limit)).toBe(detail);
  });

  it("has 50 items unless told, and at most 200", () => {
    expect([undefined, 1, 200].map((limit) => PageInput.limit.parse(limit))).toEqual([50, 1, 200]);
  });
});

describe("F3: an idempotency key", () => {
  it.each(["a", "order-17/3", "~".repeat(255)])(
    "may be any visible ASCII text up to 255 characters (%#)",
    (key) => {
      expect(WriteInput.idempotencyKey.parse(key)).toBe(key);
    },
  );

  it.each(["", " ", "a b", "a\n", "ü", "🔑", "a\0", "x".repeat(256)])(
    "is nothing else (%#)",
    (key) => {
      expect(detailOf(WriteInput.idempotencyKey, key)).toBe(
        "Expected 1 to 255 visible ASCII characters without spaces.",
      );
    },
  );
});
