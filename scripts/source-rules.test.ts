import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { KEY_PATTERN, parseKey } from "@pfn/keys";
import { describe, expect, it } from "vitest";

// What must stand nowhere in the product's source, because no test of a single call can show its
// absence.

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Path and text of the files below the given paths that git knows. */
function filesIn(...paths: string[]): { path: string; text: string }[] {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", ...paths], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return listed
    .split("\n")
    .filter((path) => path !== "" && existsSync(join(ROOT, path)))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}

const PRODUCT = filesIn("packages/*/src/*", "apps/web/src/*").filter(
  ({ path }) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/test(ing)?\//.test(path),
);
/** The API but for `ledger/`, which alone writes to the books. */
const OUTSIDE_ENGINE = PRODUCT.flatMap(({ path, text }) => {
  const [, inside] = /^packages\/api\/src\/(?!ledger\/)(.+)$/.exec(path) ?? [];
  return inside === undefined ? [] : [{ path: inside, text }];
});
const withText = (pattern: RegExp) =>
  PRODUCT.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe("the product's source", () => {
  it("was read", () => {
    expect(PRODUCT.length).toBeGreaterThan(300);
  });

  it("I6: no statement is sent that was put together from text", () => {
    expect(withText(/\$(execute|query)RawUnsafe/)).toEqual([]);
  });

  it("I6: two files put names of tables and columns into statements, from the schema", () => {
    expect(withText(/Prisma\.raw\(/)).toEqual([
      "packages/api/src/ledger/clear-ledger.ts",
      "packages/api/src/ledger/entities/row-writer.ts",
    ]);
  });

  it("outside the engine, no SQL writes to the books but the drafts of imports", () => {
    const writing =
      /\b(?:insert\s+into|delete\s+from|merge\s+into|truncate|update(?=\s+\S+\s+set\b))\s+(\S+)/gi;
    const written = OUTSIDE_ENGINE.flatMap(({ path, text }) =>
      [...new Set([...text.matchAll(writing)].map(([, table]) => `${path} ${table}`))].sort(),
    );
    expect(written).toEqual([
      "common/audit/record-audit.ts audit_events",
      "features/imports/save-draft.ts import_rows",
      "features/imports/save-draft.ts imports",
      "features/integration-keys/burn-key.ts audit_events",
      "features/integration-keys/burn-key.ts integration_keys",
      "features/integration-keys/revoke-idle-keys.ts integration_keys",
      "features/integration-keys/revoke-keys.ts integration_keys",
      "features/profile/redeem-invitation.ts invitations",
    ]);
  });

  it("outside the engine, a raw query begins with select, save those of named writers", () => {
    const query = /\$queryRaw(?:<[^`]*?>)?\s*`\s*(\w+)/g;
    const others = OUTSIDE_ENGINE.filter(({ text }) =>
      [...text.matchAll(query)].some(([, verb]) => !/^(select|with)$/i.test(verb ?? "")),
    );
    expect(others.map(({ path }) => path)).toEqual([
      "features/integration-keys/revoke-idle-keys.ts",
      "features/integration-keys/revoke-keys.ts",
      "features/profile/redeem-invitation.ts",
    ]);
  });

  it("outside the engine, nothing writes to a table of the books by its model", () => {
    const books = "account|category|transaction|transactionLine|transfer|import|importRow";
    const log = "operation|operationSweep|change";
    const model = new RegExp(`\\.(${books}|${log})\\s*\\.(create|update|upsert|delete)`);
    const writing = OUTSIDE_ENGINE.filter(({ text }) => model.test(text));
    expect(writing.map(({ path }) => path)).toEqual([]);
  });

  it("K6: no row is locked with its key columns, for which revocations would have to wait", () => {
    expect(withText(/\bfor update\b/i)).toEqual([]);
  });

  it("I4: one place normalizes text, in bounded time; only screens sort by language", () => {
    expect(withText(/\.\s*normalize\b|\[["'`]normalize/)).toEqual([
      "packages/api/src/common/text/normalize-text.ts",
    ]);
    const folding = /\.\s*(localeCompare|toLocale(Lower|Upper)Case)\b|Intl\.(Collator|Segmenter)/;
    expect(withText(folding).filter((path) => !path.startsWith("apps/web/src/app/"))).toEqual([]);
  });

  it("refusals are made by one builder: `refusal`, or the named ones that stand on it", () => {
    const makers = withText(/new DomainError\(/);
    expect(makers.filter((path) => !path.startsWith("packages/api/src/common/errors/"))).toEqual(
      [],
    );
    expect(makers).toContain("packages/api/src/common/errors/refusal.ts");
  });

  it("I6: Prisma refuses undefined in its filters", () => {
    expect(readFileSync(join(ROOT, "prisma/schema.prisma"), "utf8")).toContain(
      'previewFeatures = ["strictUndefinedChecks"]',
    );
  });

  it("I1: no input is coerced: an empty text is no zero, and true is no one", () => {
    expect(withText(/z\.coerce|z\.stringbool/)).toEqual([]);
  });

  it("I7: tRPC's caller for forms, by which fields reached prototypes, is not used", () => {
    expect(withText(/experimental_caller|experimental_nextAppDirCaller/)).toEqual([]);
  });

  it("A7: there are no server actions: only pages, endpoints and procedures ask who calls", () => {
    expect(withText(/^\s*["']use server["']/m)).toEqual([]);
  });

  it("K3: the browser asks for a new key by a plain call, because hooks cache answers", () => {
    const keys = "apps/web/src/app/(signed-in)/config/user/keys";
    const calling = withText(/integrationKeys\s*\.(create|rotate)\s*\.mutate\(/);
    expect(calling).toEqual([`${keys}/create/create-key-form.tsx`, `${keys}/rotate.tsx`]);
    expect(withText(/integrationKeys\s*\.(create|rotate)\s*\.(use|mutationOptions)/)).toEqual([]);
    expect(withText(/\buseMutation\b/).filter((path) => calling.includes(path))).toEqual([]);
  });

  it("A10: only pfn's own documents are rendered as Markdown, and no text as HTML", () => {
    expect(withText(/react-markdown/)).toEqual(["apps/web/src/ui/prose.tsx"]);
    expect(
      withText(/ui\/prose\.tsx"/).every((path) => path.startsWith("apps/web/src/app/(docs)/")),
    ).toBe(true);
    expect(withText(/dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML/)).toEqual([]);
  });

  it("S13: one place makes forms, and it reads their fields", () => {
    expect(withText(/<form\b/)).toEqual(["apps/web/src/ui/form.tsx"]);
  });
});

describe("everything that is published", () => {
  it("K12: SECURITY.md gives the pattern that finds keys, to the letter", () => {
    expect(readFileSync(join(ROOT, "SECURITY.md"), "utf8")).toContain(`\`${KEY_PATTERN.source}\``);
  });

  it("K1: no text that looks like a key has a right checksum, save published test vectors", () => {
    const published = filesIn(
      "*.md",
      "apps",
      "bench",
      "examples",
      "docs",
      "packages",
      "prisma",
      "scripts",
    );
    const found = published.flatMap(({ path, text }) =>
      (text.match(/pfn_(live|test)_[0-9A-Za-z]{38}/g) ?? []).map((key) => ({ path, key })),
    );
    expect(found.length).toBeGreaterThan(5);
    const working = found.filter(({ key }) => parseKey(key) !== null);
    const vectors = new Set(
      working.filter(({ path }) => path === "packages/keys/README.md").map(({ key }) => key),
    );
    expect(vectors.size).toBe(5);
    const misplaced = working.filter(
      ({ path, key }) => !vectors.has(key) || !/^packages\/keys\/|\.test\.ts$/.test(path),
    );
    expect(misplaced.map(({ path }) => path)).toEqual([]);
  });
});
