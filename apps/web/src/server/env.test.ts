import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEnv } from "./env";

const SECRET = "Zk3vQ8rT1xYpL6wN0sBdE4uHcJ7mGaFi";

describe("parseEnv", () => {
  it("A9: needs no variable at all, and listens to this machine alone", () => {
    expect(parseEnv({})).toEqual({
      port: 3000,
      host: "127.0.0.1",
      publicUrl: new URL("http://localhost:3000"),
      hosts: [],
      dataDir: resolve("data"),
      databaseUrl: undefined,
      redisUrl: undefined,
      limits: {},
      authSecret: undefined,
      signup: "first",
      trustedProxies: [],
      metricsPort: undefined,
      metricsToken: undefined,
      logLevel: "info",
    });
  });

  it("takes an empty variable for an absent one", () => {
    expect(parseEnv({ PORT: "", AUTH_SECRET: " ", DATABASE_URL: "" })).toEqual(parseEnv({}));
  });

  it("puts a changed port into the public address", () => {
    expect(parseEnv({ PORT: "8080" }).publicUrl.href).toBe("http://localhost:8080/");
  });

  it("reads every documented variable", () => {
    expect(
      parseEnv({
        PORT: "80",
        HOST: "0.0.0.0",
        PFN_URL: "https://money.example.org",
        PFN_HOSTS: "pfn:3000, pfn.lan",
        PFN_DATA_DIR: "/var/lib/pfn",
        DATABASE_URL: "postgres://pfn:pw@db/pfn",
        REDIS_URL: "redis://cache:6379",
        AUTH_SECRET: SECRET,
        PFN_SIGNUP: "open",
        PFN_TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8 fd00::/8",
        PFN_METRICS_PORT: "9464",
        PFN_METRICS_TOKEN: SECRET,
        PFN_LOG_LEVEL: "debug",
      }),
    ).toEqual({
      port: 80,
      host: "0.0.0.0",
      publicUrl: new URL("https://money.example.org"),
      hosts: ["pfn:3000", "pfn.lan"],
      dataDir: resolve("/var/lib/pfn"),
      databaseUrl: "postgres://pfn:pw@db/pfn",
      redisUrl: "redis://cache:6379",
      limits: {},
      authSecret: SECRET,
      signup: "open",
      trustedProxies: ["127.0.0.1", "10.0.0.0/8", "fd00::/8"],
      metricsPort: 9464,
      metricsToken: SECRET,
      logLevel: "debug",
    });
  });

  it("takes several servers in DATABASE_URL", () => {
    const databaseUrl = "postgres://pfn:pw@a:5432,b:5433,[::1]:5434/pfn?sslmode=require";
    expect(parseEnv({ DATABASE_URL: databaseUrl }).databaseUrl).toBe(databaseUrl);
  });

  it.each([
    ["PORT", "abc"],
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "3000.5"],
    ["HOST", "two words"],
    ["PFN_URL", "money.example.org"],
    ["PFN_URL", "ftp://money.example.org"],
    ["PFN_URL", "https://money.example.org/app"],
    ["PFN_URL", "https://me:pw@money.example.org"],
    ["PFN_HOSTS", "http://pfn:3000"],
    ["PFN_HOSTS", "pfn:3000/api"],
    ["PFN_HOSTS", "pfn:99999"],
    ["DATABASE_URL", "mysql://db/pfn"],
    ["DATABASE_URL", "file:./pfn.db"],
    ["DATABASE_URL", "postgres://pfn:pw@a:5432,/pfn"],
    ["DATABASE_URL", "postgres://pfn:pw@a:5432,b:99999/pfn"],
    ["REDIS_URL", "localhost:6379"],
    ["PFN_SIGNUP", "yes"],
    ["PFN_TRUSTED_PROXIES", "10.0.0.0/33"],
    ["PFN_TRUSTED_PROXIES", "proxy.local"],
    ["PFN_METRICS_PORT", "3000"],
    ["PFN_METRICS_PORT", "off"],
    ["PFN_METRICS_TOKEN", "short"],
    ["PFN_METRICS_TOKEN", "an-example-token-of-sufficient-length"],
    ["PFN_LOG_LEVEL", "loud"],
  ])(
    "refuses %s=%s in one line that names the variable and does not repeat its value",
    (name, value) => {
      const refusal = refusalOf({ [name]: value });
      expect(refusal).toMatch(new RegExp(`^${name} .+\\.$`));
      expect(refusal).not.toContain("\n");
      if (value.length > 5) expect(refusal).not.toContain(value);
    },
  );

  it("O1: refuses a public address without TLS, except on this machine or by explicit wish", () => {
    expect(refusalOf({ PFN_URL: "http://money.example.org" })).toContain(
      "PFN_URL must begin with https://",
    );
    for (const name of [
      "localhost.example.org",
      "127.0.0.1.example.org",
      "127.example.org",
      "notlocalhost",
    ])
      expect(refusalOf({ PFN_URL: `http://${name}` })).toContain("https://");
    expect(parseEnv({ PFN_URL: "http://127.0.0.1:8080" }).publicUrl.port).toBe("8080");
    expect(parseEnv({ PFN_URL: "http://[::1]" }).publicUrl.hostname).toBe("[::1]");
    expect(
      parseEnv({ PFN_URL: "http://nas.local", PFN_ALLOW_HTTP: "yes" }).publicUrl.hostname,
    ).toBe("nas.local");
  });

  it.each([
    "short",
    "0123456789012345678901234567890",
    "changeme-changeme-changeme-changeme",
    "please-change-this-secret-before-you-start",
    "an-example-secret-of-sufficient-length",
    "your-secret-goes-here-your-secret-goes-here",
    "my-super-secret-value-for-production-use",
    "passwordpasswordpasswordpassword",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "abcabcabcabcabcabcabcabcabcabcabcabcabc",
  ])("O1: refuses the weak or example AUTH_SECRET %s", (secret) => {
    expect(refusalOf({ AUTH_SECRET: secret })).toMatch(/^AUTH_SECRET is .+openssl rand/);
  });

  it("O1: counts the bytes of AUTH_SECRET, not its characters", () => {
    expect(parseEnv({ AUTH_SECRET: "ÄÖÜäöüßéèêëàâçñõ" }).authSecret).toBeDefined();
  });

  it("O1: accepts every random secret of 32 bytes, in base64 and in hexadecimal", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 48 }), (bytes) => {
        fc.pre(new Set(bytes).size > 16);
        for (const encoding of ["base64", "base64url", "hex"] as const) {
          const secret = Buffer.from(bytes).toString(encoding);
          expect(parseEnv({ AUTH_SECRET: secret }).authSecret).toBe(secret);
        }
      }),
    );
  });
});

function refusalOf(variables: Record<string, string>): string {
  try {
    parseEnv(variables);
  } catch (error) {
    if (error instanceof Error && error.name === "StartError") return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}
