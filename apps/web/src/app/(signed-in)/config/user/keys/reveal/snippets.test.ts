import { describe, expect, it } from "vitest";
import { snippetsFor } from "./snippets";

const CONNECTION = { serverUrl: "https://pfn.example.org", apiKey: "pfn_test_not-a-key" };

describe("snippets for a new key", () => {
  it("each names this server", () => {
    for (const { text } of snippetsFor(CONNECTION))
      expect(text).toContain("https://pfn.example.org");
  });

  it("the one for code has no key in it, because code is shared", () => {
    const code = snippetsFor(CONNECTION).find(({ id }) => id === "typescript");
    expect(code?.text).toContain("process.env.PFN_KEY");
    expect(code?.text).not.toContain(CONNECTION.apiKey);
  });

  it("the one for MCP is JSON with the key as bearer", () => {
    const settings = snippetsFor(CONNECTION).find(({ id }) => id === "mcp");
    expect(JSON.parse(settings?.text ?? "").mcpServers.pfn.headers.Authorization).toBe(
      "Bearer pfn_test_not-a-key",
    );
  });
});
