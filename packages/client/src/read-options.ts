import { parseKey } from "@pfn/keys";
import { PfnError } from "./pfn-error";
import type { RetryOptions } from "./retry";

/** How to reach a ledger. */
export interface PfnClientOptions {
  /**
   * The address at which pfn opens in a browser, without a path, e.g. `https://pfn.example.org`.
   * `undefined` is refused like any other unusable address; it is allowed here so that an
   * environment variable can be passed as it is.
   */
  url: string | URL | undefined;
  /** The integration key. Keep it in an environment variable, never in code. */
  key: string | undefined;
  /**
   * Lets an `http://` address through that is not this machine's. Everybody on the way can then
   * read the key and the ledger, so this is for a network that you trust.
   *
   * @default false
   */
  allowHttp?: boolean;
  /** Instead of the global `fetch`, e.g. one that goes through a proxy. */
  fetch?: typeof globalThis.fetch;
  /**
   * How patiently a call is repeated that got no answer, or a 429 or 503. Every write carries an
   * idempotency key, so it happens once. `false`: never.
   *
   * @default { attempts: 6, withinSeconds: 60 }
   */
  retry?: false | RetryOptions;
}

/**
 * The origin to send calls to. What was given is never repeated in an error: it may be a key in the
 * wrong place.
 *
 * @throws PfnError INVALID_OPTIONS for anything but an https address without a path; http is for
 *   this machine, or by `allowHttp`
 */
export function readOrigin({ url, allowHttp = false }: PfnClientOptions): string {
  if (url === undefined || url === "")
    throw invalid(
      "url",
      "`url` is missing.",
      "Give pfn's address, e.g. from the environment variable PFN_URL.",
    );
  const text = url.toString();
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw invalid(
      "url",
      "`url` is not a web address.",
      "Give pfn's address, such as https://pfn.example.org.",
    );
  }
  const { origin, href, protocol, hostname } = parsed;
  if (href !== `${origin}/`) {
    throw invalid(
      "url",
      "`url` is more than an address.",
      "Leave out everything after the host and port: path, query and sign-in data.",
    );
  }
  if (protocol === "http:" && !isLoopback(hostname) && !allowHttp) {
    throw invalid(
      "url",
      "`url` begins with http://, so the key would cross the network readable by others.",
      "Use https://, or pass `allowHttp: true` for a network that you trust.",
    );
  }
  return origin;
}

/**
 * The key, once its form is right: a typing error is told here, without a request.
 *
 * @throws PfnError INVALID_OPTIONS
 */
export function readKey({ key }: PfnClientOptions): string {
  if (key === undefined || key === "")
    throw invalid(
      "key",
      "`key` is missing.",
      "Give an integration key, e.g. from the environment variable PFN_KEY.",
    );
  if (parseKey(key) !== null) return key;
  const hint =
    parseKey(key.trim()) === null
      ? "Copy it again: it is cut off, mistyped, or a placeholder."
      : "Remove the spaces or line breaks around it.";
  throw invalid("key", "`key` is not an integration key.", hint);
}

/**
 * @throws PfnError INVALID_OPTIONS for anything but a whole number of attempts from 1, and seconds
 * from 0
 */
export function readRetry({ retry = {} }: PfnClientOptions): Required<RetryOptions> {
  const { attempts = 6, withinSeconds = 60 } = retry === false ? { attempts: 1 } : retry;
  if (Number.isInteger(attempts) && attempts >= 1 && withinSeconds >= 0)
    return { attempts, withinSeconds };
  throw invalid(
    "retry",
    "`retry` cannot be followed.",
    "Give `attempts` from 1 and `withinSeconds` from 0, or `false`.",
  );
}

const isLoopback = (hostname: string) =>
  /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

const invalid = (path: keyof PfnClientOptions, detail: string, hint: string) =>
  new PfnError({ code: "INVALID_OPTIONS", status: 0, detail, hint, path, retryable: false });
