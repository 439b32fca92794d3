import { parseKey } from "@pfn/keys";

/** Where `pfn-mcp` sends messages, and as whom. */
export interface Settings {
  endpoint: URL;
  key: string;
}

/**
 * Reads `PFN_URL` and `PFN_KEY`. When they are wrong, it returns one line that says how. The line
 * repeats neither value, because a key may stand in the wrong one.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings | string {
  const { PFN_URL: url = "", PFN_KEY: key = "" } = env;
  if (url === "")
    return "PFN_URL is not set: the address of your pfn, such as https://pfn.example.org.";
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return "PFN_URL is not a web address: it looks like https://pfn.example.org.";
  }
  if (key === "")
    return (
      "PFN_KEY is not set: an integration key (pfn_live_… or pfn_test_…), which the " +
      "ledger's owner creates."
    );
  if (parseKey(key) === null)
    return (
      "PFN_KEY is not an integration key: a character may be missing or mistyped. Copy it " +
      "once more."
    );
  return { endpoint: new URL("/api/mcp", url), key };
}
