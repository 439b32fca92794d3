import { describe, expect, it } from "vitest";
import { type Choices, decide, offersOpening, planOf, toCommit } from "./decisions";
import { foresee } from "./foresee";
import { draft, row } from "./test/drafts";

const NOTHING: Choices = new Map();

describe("what a commit of several previews holds", () => {
  it("names each preview that has something to add, and none that has not", () => {
    const drafts = [draft({ id: "a", rows: { new: 2 } }), draft({ id: "b" }), draft({ id: "c" })];
    expect(toCommit(drafts, NOTHING, true)).toEqual({ id: "a", decisions: [], addOpening: false });
    expect(toCommit([draft({ id: "b" })], NOTHING, true)).toBeNull();
  });

  it("creates categories only for exports of other programs, and if the person wants that", () => {
    const drafts = [draft({ id: "a", rows: { new: 1 }, app: "actual" })];
    expect(toCommit(drafts, NOTHING, true)).toMatchObject({ createCategories: true });
    expect(toCommit(drafts, NOTHING, false)).not.toHaveProperty("createCategories");
    expect(toCommit([draft({ rows: { new: 1 } })], NOTHING, true)).not.toHaveProperty(
      "createCategories",
    );
  });

  it("sends decisions with their own preview", () => {
    const drafts = [
      draft({ id: "a", rows: { new: 1 } }),
      draft({ id: "b", rows: { possible_match: 2 } }),
    ];
    const choices = decide(NOTHING, "b", { row: row(4, "-1.00"), decision: "match" });
    expect(toCommit(drafts, choices, false)).toEqual({
      ...{ id: "a", decisions: [], addOpening: false },
      also: [{ id: "b", decisions: [{ index: 4, decision: "match" }], addOpening: false }],
    });
    expect(planOf(draft({ id: "b", rows: { possible_match: 2 } }), choices, false)).toMatchObject({
      ...{ added: 0, matched: 1, held: 1 },
    });
  });

  it("adds one opening balance an account: that of the oldest file, which goes first", () => {
    const march = draft({ id: "m", rows: { new: 1 }, opening: "2026-02-28", isNew: true });
    const april = draft({ id: "a", rows: { new: 1 }, opening: "2026-03-31", isNew: true });
    const drafts = [april, march];
    expect(drafts.map((one) => offersOpening(one, drafts))).toEqual([false, true]);
    expect(toCommit(drafts, NOTHING, false)).toMatchObject({
      ...{ id: "m", addOpening: true },
      also: [{ id: "a", addOpening: false }],
    });
  });

  it("leaves an opening balance out of an account that was there, unless it is wanted", () => {
    const known = draft({ id: "m", rows: { new: 1 }, opening: "2026-02-28" });
    expect(toCommit([known], NOTHING, false)).toMatchObject({ addOpening: false });
    const wanted: Choices = new Map([["m", { decisions: new Map(), addsOpening: true }]]);
    expect(toCommit([known], wanted, false)).toMatchObject({ addOpening: true });
  });
});

describe("the balance that the ledger will have", () => {
  const stated = { stated: "100.00", after: "60.00", gap: "40.00" };

  it("follows what the person decides", () => {
    const { found } = draft({ id: "a", ledger: stated, rows: { possible_match: 1 } });
    expect(foresee(found, NOTHING, false)).toMatchObject({
      ...{ gap: { amount: "40.00" }, partOn: "2026-03-03" },
    });
    const choices = decide(NOTHING, "a", { row: row(0, "40.00"), decision: "import" });
    expect(foresee(found, choices, false)).toMatchObject({
      ...{ after: { amount: "100.00" }, gap: { amount: "0.00" } },
    });
  });

  it("does not count a row of a later day than the balance's", () => {
    const { found } = draft({ id: "a", ledger: stated, rows: { possible_match: 1 } });
    const later = { ...row(0, "40.00"), date: "2026-04-01" };
    const choices = decide(NOTHING, "a", { row: later, decision: "import" });
    expect(foresee(found, choices, false)).toMatchObject({ gap: { amount: "40.00" } });
  });

  it.each([
    ["100.00", "60.00", "40.00", false],
    ["100.00", "-60.00", "-40.00", true],
    ["100.00", "0.00", "-100.00", true],
  ])("with its opening balance is the file's: %s beside %s", (said, after, missing, isOwed) => {
    const gap = isOwed ? "40.00" : missing;
    const { found } = draft({
      ...{ ledger: { stated: said, after, gap }, opening: "2026-02-28", openingAmount: missing },
    });
    expect(foresee(found, NOTHING, true)).toMatchObject({ isOwed, gap: { amount: "0.00" } });
  });

  it("of a card agrees with what is owed", () => {
    const owed = { stated: "250.00", after: "-250.00", gap: "0.00" };
    expect(foresee(draft({ ledger: owed }).found, NOTHING, false)).toMatchObject({
      ...{ isOwed: true, gap: { amount: "0.00" } },
    });
  });
});
