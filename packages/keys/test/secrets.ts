import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// After the suite, CI searches all that it left behind for every secret that it used (L2,
// `scripts/find-secrets.ts`). PFN_TEST_EVIDENCE names the folder, outside the repository and nobody
// else's to read, in which the tests note both.

const { PFN_TEST_EVIDENCE: folder } = process.env;

/**
 * Shorter texts are found everywhere, and are nobody's secret: tests that need any password use
 * such.
 */
const MIN_CHARS = 12;

/** Whether this run keeps what it leaves behind. */
export const keepsEvidence = folder !== undefined;

/** Notes a secret that no output, database or bundle may ever show. */
export function rememberSecret(text: string): void {
  if (folder === undefined || text.length < MIN_CHARS) return;
  appendFileSync(join(folder, "secrets"), `${JSON.stringify(text)}\n`, { mode: 0o600 });
}

/** Keeps what a process printed, or what a database held at the end. */
export function keepEvidence(kind: "log" | "dump", text: string): void {
  if (folder === undefined || text === "") return;
  mkdirSync(join(folder, "output"), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "output", `${kind}-${randomUUID()}`), text, { mode: 0o600 });
}

/** Every form in which a text may turn up: plain, in a URL, in JSON, in hex, in base64. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // Half a character cannot be sent, and is written as another.
  const text = bytes.toString();
  // Base64 of a text inside another depends on where it begins: the inner characters of all three
  // alignments.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .slice(4, -4),
  );
  const forms = [
    text,
    encodeURIComponent(text),
    String(new URLSearchParams({ x: text })).slice(2),
    text.replaceAll("_", "%5F"),
    JSON.stringify(text).slice(1, -1),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    ...base64,
    ...base64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_")),
  ];
  return [...new Set(forms)];
}
