import { SCOPES } from "@pfn/keys";
import { expect, it } from "vitest";
import { PROCEDURES } from "../http/procedure-table";
import type { Access, ProcedureMeta } from "../procedures/procedure-meta";

/**
 * A change of it is a change of who may do what. When that is meant: `pnpm --filter @pfn/api exec
 * vitest run access-table --update`.
 */
const COMMITTED = "../../access-table.txt";

/** Scopes that no procedure asks for as a whole: they widen what a call may change or see. */
const JUDGED_INSIDE = ["operations:read"];

const accessOf = (access: Access) => {
  if (access.kind === "session")
    return [access.role === undefined ? "session" : `session ${access.role}`, "–"];
  if (access.kind === "public") return ["public", "–"];
  return [access.kind, access.scope ?? "any"];
};

function rowOf([path, { type, meta }]: [string, { type: string; meta?: ProcedureMeta }]): string[] {
  if (meta === undefined) return [path, type, "undeclared", "–", "–"];
  return [path, type, ...accessOf(meta.access), meta.writes === true ? "yes" : "–"];
}

function accessTable(): string {
  const rows = [
    ["path", "type", "access", "scope", "writes"],
    ...[...PROCEDURES].sort(([a], [b]) => (a < b ? -1 : 1)).map(rowOf),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return `${rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join(" | ")
        .trimEnd(),
    )
    .join("\n")}\n`;
}

it("A1: who may call what is as committed", async () => {
  await expect(accessTable()).toMatchFileSnapshot(COMMITTED);
});

it("A1: every procedure declares its access, its input and its output", () => {
  for (const [path, { meta, inputs, output }] of PROCEDURES) {
    expect(meta?.access.kind, `${path}: access`).toMatch(/^(public|session|key|ledger)$/);
    expect(inputs, `${path}: input`).not.toHaveLength(0);
    expect(output, `${path}: output`).toBeDefined();
  }
});

it("A1: nothing but signing up is public", () => {
  const open = [...PROCEDURES]
    .filter(([, { meta }]) => meta?.access.kind === "public")
    .map(([path]) => path);
  expect(open).toEqual(["profile.signUp"]);
});

it("A5: every scope opens something, or is listed as one that widens what calls may do", () => {
  const opened = new Set(
    [...PROCEDURES.values()].map(({ meta }) =>
      meta !== undefined && "scope" in meta.access ? meta.access.scope : null,
    ),
  );
  const unopened = SCOPES.filter((scope) => !opened.has(scope));
  expect(unopened.toSorted()).toEqual(JUDGED_INSIDE.toSorted());
});

it("A3: no scope opens what manages keys, passwords or people", () => {
  for (const [path, { meta }] of PROCEDURES) {
    if (/^(account|integrationKeys|admin)\./.test(path))
      expect(meta?.access.kind, path).toMatch(/^(public|session)$/);
  }
});
