import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeRedirectPath } from "./safe-redirect-path";

const publicUrl = new URL("https://money.example.org");

describe("safeRedirectPath", () => {
  it.each([
    ["/", "/"],
    ["/config/user?tab=keys#new", "/config/user?tab=keys#new"],
    ["https://money.example.org/activity", "/activity"],
    ["config/user", "/config/user"],
  ])("S11: leads %s to %s", (target, path) => {
    expect(safeRedirectPath(target, publicUrl)).toBe(path);
  });

  it.each([
    "https://elsewhere.example/",
    "http://money.example.org/",
    "https://money.example.org.elsewhere.example/",
    "https://money.example.org@elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "/\t/elsewhere.example",
    "https://money.example.org//elsewhere.example",
    "/.//elsewhere.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://[bad",
  ])("S11: leads %j to the front page", (target) => {
    expect(safeRedirectPath(target, publicUrl)).toBe("/");
  });

  it("S11: whatever the target, a browser stays on this site", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `/${text}`),
        ),
        (target) => {
          expect(new URL(safeRedirectPath(target, publicUrl), publicUrl).origin).toBe(
            publicUrl.origin,
          );
        },
      ),
    );
  });
});
