import { generateKey } from "@pfn/keys";
import { describe, expect, it } from "vitest";
import { createPfnClient, PfnError } from "./index";

const { key } = generateKey("live");
const url = "https://pfn.example.org";
const noRequest: typeof fetch = () => expect.fail("A request was sent.");

function refusalOf(options: {
  url?: string | URL | undefined;
  key?: string | undefined;
  allowHttp?: boolean;
}): PfnError {
  try {
    createPfnClient({ url, key, fetch: noRequest, ...options });
  } catch (error) {
    expect(error).toBeInstanceOf(PfnError);
    return error as PfnError;
  }
  return expect.fail("The options were taken.");
}

describe("what createPfnClient takes", () => {
  it.each([
    url,
    `${url}/`,
    new URL(url),
    "https://pfn.example.org:8443",
    "http://localhost:3000",
    "http://pfn.localhost",
    "http://127.0.0.1:3000",
    "http://127.8.8.8",
    "http://[::1]:3000",
  ])("the address %s", (given) => {
    expect(() => createPfnClient({ url: given, key, fetch: noRequest })).not.toThrow();
  });

  it("T9: plain http beyond this machine only by explicit choice", () => {
    for (const given of [
      "http://pfn.example.org",
      "http://192.168.1.20:3000",
      "http://localhost.example.org",
      "http://127.0.0.1.example.org",
    ]) {
      expect(refusalOf({ url: given })).toMatchObject({ code: "INVALID_OPTIONS", path: "url" });
      expect(() =>
        createPfnClient({ url: given, key, allowHttp: true, fetch: noRequest }),
      ).not.toThrow();
    }
  });
});

describe("what createPfnClient refuses before any request", () => {
  it.each([
    ["no address", undefined],
    ["an empty address", ""],
    ["a host without a scheme", "pfn.example.org"],
    ["another scheme", "ftp://pfn.example.org"],
    ["a path", `${url}/api/trpc`],
    ["a query", `${url}/?x=1`],
    ["sign-in data", "https://ada:secret@pfn.example.org"],
  ])("%s", (_, given) => {
    const error = refusalOf({ url: given });
    expect(error).toMatchObject({
      code: "INVALID_OPTIONS",
      status: 0,
      path: "url",
      retryable: false,
    });
    expect(error.hint).toBeTruthy();
  });

  it.each([
    ["no key", undefined, "PFN_KEY"],
    ["an empty key", "", "PFN_KEY"],
    ["a placeholder", "pfn_live_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "placeholder"],
    ["a key that is cut off", key.slice(0, -1), "cut off"],
    ["a key with a line break, as files end", `${key}\n`, "line breaks"],
    ["a key with its scheme", `Bearer ${key}`, "Copy it again"],
  ])("K1: %s", (_, given, remedy) => {
    const error = refusalOf({ key: given });
    expect(error).toMatchObject({ code: "INVALID_OPTIONS", path: "key" });
    expect(error.hint).toContain(remedy);
  });

  it("K3: without repeating what it was given, which may be a key in the wrong place", () => {
    for (const error of [
      refusalOf({ url: key }),
      refusalOf({ url: `${url}/${key}` }),
      refusalOf({ key: ` ${key}` }),
    ]) {
      expect(JSON.stringify(error) + error.stack).not.toContain(key);
    }
  });
});
