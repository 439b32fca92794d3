import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { createReadSessionId } from "./read-session-id";

const secret = "Zk3vQ8rT1xYpL6wN0sBdE4uHcJ7mGaFi";
const plain = new URL("http://localhost:3000");
const secure = new URL("https://money.example.org");
const readSessionId = createReadSessionId(secret, plain);

const issue = (
  token: Record<string, unknown>,
  salt = "pfn.session",
  options: { secret?: string; maxAge?: number } = {},
) => encode({ token, salt, secret, ...options });

describe("createReadSessionId", () => {
  it("reads the session id from the cookie, wherever it stands in the header", async () => {
    const token = await issue({ sub: "person", sid: "row" });
    expect(await readSessionId(`pfn.session=${token}`)).toBe("row");
    expect(await readSessionId(`theme=dark; pfn.session=${token}; other=1`)).toBe("row");
    expect(await readSessionId(`theme=dark;pfn.session=${token}`)).toBe("row");
  });

  it("S9: behind TLS only the cookie that is bound to this host counts", async () => {
    const read = createReadSessionId(secret, secure);
    expect(
      await read(`__Host-pfn.session=${await issue({ sid: "row" }, "__Host-pfn.session")}`),
    ).toBe("row");
    expect(await read(`pfn.session=${await issue({ sid: "row" })}`)).toBeNull();
    expect(await read(`__Host-pfn.session=${await issue({ sid: "row" })}`)).toBeNull();
  });

  it("S1: returns null, and never throws, for what this server did not issue", async () => {
    const token = await issue({ sub: "person", sid: "row" });
    const refused = [
      "",
      "pfn.session",
      "pfn.session=",
      "pfn.session=%%",
      "pfn.session=a.b.c",
      "pfn.session=eyJhbGciOiJub25lIn0.eyJzaWQiOiJyb3cifQ.",
      `pfn.session=${token.slice(0, -4)}AAAA`,
      `xpfn.session=${token}`,
      `pfn.csrf=${token}`,
      `pfn.session=${"a".repeat(100_000)}`,
      `pfn.session=${await issue({ sub: "person" })}`,
      `pfn.session=${await issue({ sid: 7 })}`,
      `pfn.session=${await issue({ sid: "row" }, "pfn.csrf")}`,
      `pfn.session=${await issue({ sid: "row" }, "pfn.session", { secret: secret.toLowerCase() })}`,
      `pfn.session=${await issue({ sid: "row" }, "pfn.session", { maxAge: -60 })}`,
    ];
    for (const header of refused)
      expect(await readSessionId(header), header.slice(0, 60)).toBeNull();
  });
});
