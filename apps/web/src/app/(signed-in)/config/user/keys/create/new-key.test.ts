import { describe, expect, it } from "vitest";
import { chosenScopes, FRESH_KEY, toKeyInput, validateKey } from "./new-key";

const AGENT = { ...FRESH_KEY, label: "Budget agent" };

describe("the form for a new key", () => {
  it("A5, K9: begins with reading only, for 90 days", () => {
    expect(toKeyInput(AGENT)).toEqual({
      label: "Budget agent",
      preset: "read-only",
      expiresInDays: 90,
      mode: "live",
    });
  });

  it("A5: asks for implied scopes by name, so that what is shown is what is stored", () => {
    const values = {
      ...AGENT,
      access: "exactly" as const,
      scopes: ["transactions:write" as const],
    };
    expect(chosenScopes(values)).toContain("transactions:categorize");
    expect(toKeyInput(values).scopes).toEqual([
      "transactions:create",
      "transactions:categorize",
      "transactions:write",
    ]);
    expect(toKeyInput(values)).not.toHaveProperty("preset");
  });

  it("K9: a key without an end needs the explicit choice", () => {
    expect(toKeyInput({ ...AGENT, expiry: "never" })).toMatchObject({ never: true });
    expect(toKeyInput(AGENT)).not.toHaveProperty("never");
  });

  it("a key with a last day works until that day is over for the person", () => {
    const { expiresAt = "" } = toKeyInput({ ...AGENT, expiry: "date", lastDay: "2026-12-31" });
    const end = new Date(expiresAt);
    expect([end.getFullYear(), end.getMonth(), end.getDate(), end.getHours()]).toEqual([
      2026, 11, 31, 23,
    ]);
  });

  it("names the field and the remedy", () => {
    expect(validateKey(AGENT)).toEqual({});
    expect(validateKey(FRESH_KEY).label).toContain("Budget agent");
    expect(validateKey({ ...AGENT, label: "x".repeat(61) }).label).toBe("At most 60 characters.");
    expect(validateKey({ ...AGENT, access: "exactly" }).scopes).toContain("at least one");
    expect(validateKey({ ...AGENT, expiry: "date" }).lastDay).toBe("Choose the last day.");
    expect(Object.keys(validateKey({ ...FRESH_KEY, access: "exactly", expiry: "date" }))).toEqual([
      "label",
      "scopes",
      "lastDay",
    ]);
  });
});
