import { expect, it } from "vitest";
import { maskSecrets } from "./mask-secrets";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

it.each([
  ["a key", "sent pfn_live_abcDEF123 once", "sent pfn_live_[redacted] once"],
  ["a test key as a URL writes it", "?k=pfn%5Ftest%5Fabc", "?k=pfn_test_[redacted]"],
  ["two keys in a row", "pfn_live_abcpfn_test_def", "pfn_live_[redacted]pfn_test_[redacted]"],
  [
    "an invitation",
    "open /signup#invitation=pfn_invite_0a1b now",
    "open /signup#invitation=pfn_invite_[redacted] now",
  ],
  ["HTTP credentials", "sent Bearer abcdefghijklmnop", "sent Bearer [redacted]"],
  ["HTTP credentials in small letters", "basic  YWRhOnNlY3JldC4=", "basic [redacted]"],
  ["a password in a URL", "postgres://pfn:secret@db/pfn", "postgres://pfn:[redacted]@db/pfn"],
  ["a JWT", `cookie ${JWT}; path`, "cookie [redacted]; path"],
  ["a JWT among other words, and not the words", `a.b.c ${JWT} d`, "a.b.c [redacted] d"],
])("L2: %s is masked, and what stands around it is kept", (_, text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});

it.each([
  ["a word with too few parts", "eyJhbGciOiJIUzI1NiJ9.only"],
  ["a word with too short a head", "eyJ.a.b"],
  ["a head just too short to be one", "eyJabcdefg.a.b"],
  ["a host name beside such a word", "pfn.example.org eyJhbGciOiJIUzI1NiJ9"],
  ["a short word behind Bearer", "Bearer of news"],
  ["a URL without a password", "https://pfn.example.org:3000/@home"],
])("%s is no secret and stays as it is", (_, text) => {
  expect(maskSecrets(text)).toBe(text);
});
