import { describe, expect, it } from "vitest";
import { describeClient } from "./describe-client";

const CHROME =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) " +
  "Chrome/140.0.0.0 Safari/537.36";

describe("clients by their User-Agent", () => {
  it("a browser is named with its system", () => {
    expect(describeClient(CHROME)).toBe("Chrome on Linux");
    expect(describeClient(`${CHROME} Edg/140.0.0.0`)).toBe("Edge on Linux");
    expect(
      describeClient(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0",
      ),
    ).toBe("Firefox on Windows");
    expect(
      describeClient(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 " +
          "Version/18.0 Mobile/15E148 Safari/604.1",
      ),
    ).toBe("Safari on iPhone");
  });

  it("a program is named with its version", () => {
    expect(describeClient("curl/8.5.0")).toBe("curl 8.5.0");
    expect(describeClient("@pfn/client/0.1.0")).toBe("@pfn/client/0.1.0");
    expect(describeClient("node")).toBe("node");
  });

  it("a caller without a name is called so", () => {
    expect([describeClient(null), describeClient(" ")]).toEqual([
      "Unnamed program",
      "Unnamed program",
    ]);
  });
});
