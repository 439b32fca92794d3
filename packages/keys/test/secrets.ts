import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// After the suite, CI searches its output for each secret that it used (L2,
// `scripts/find-secrets.ts`). The tests write both into the folder PFN_TEST_EVIDENCE, which is
// outside the repository and readable by its owner only.

const { PFN_TEST_EVIDENCE: folder } = process.env;

/** Shorter texts occur everywhere. Tests use them as passwords that need not be secret. */
const MIN_CHARS = 12;

/** Whether this run keeps its output. */
export const keepsEvidence = folder !== undefined;

/** Notes a secret that no output, database or bundle may show. */
export function rememberSecret(text: string): void {
  if (folder === undefined || text.length < MIN_CHARS) return;
  appendFileSync(join(folder, "secrets"), `${JSON.stringify(text)}\n`, { mode: 0o600 });
}

/** Keeps the output of a process, or the content of a database at the end. */
export function keepEvidence(kind: "log" | "dump", text: string): void {
  if (folder === undefined || text === "") return;
  mkdirSync(join(folder, "output"), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "output", `${kind}-${randomUUID()}`), text, { mode: 0o600 });
}

/** Returns a text in every form in which it may occur: plain, URL, JSON, hex, base64. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // A lone surrogate cannot be encoded and is replaced.
  const text = bytes.toString();
  // The base64 of a text inside another depends on where it begins, so all three alignments.
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
