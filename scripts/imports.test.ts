import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findCircles } from "./imports/find-circles";
import { listImports } from "./imports/list-imports";
import { isTest, RULES, roomOf } from "./imports/rules";

// The direction of imports in both trees, types included. The tables stand in imports/tables.ts.

const IMPORTS = listImports(fileURLToPath(new URL("..", import.meta.url)));

describe("imports", () => {
  it("were read, in every form", () => {
    expect(IMPORTS.length).toBeGreaterThan(4_000);
    expect(IMPORTS.filter(({ isType }) => isType).length).toBeGreaterThan(500);
    expect(IMPORTS.filter(({ to }) => to?.startsWith("packages/keys/src/")).length).toBeGreaterThan(
      50,
    );
  });

  it.each(Object.entries(RULES))("%s", (_, rule) => {
    const broken = IMPORTS.flatMap((one) => {
      const why = rule(one);
      return why === null ? [] : [`${one.from}:${one.line} imports ${one.specifier}: ${why}`];
    });
    expect(broken).toEqual([]);
  });

  it("make no circle of files, types included", () => {
    const edges = IMPORTS.flatMap(({ from, to }) => (to === null ? [] : [[from, to] as const]));
    expect(findCircles(edges).map(tellCircle)).toEqual([]);
  });

  it("make no circle of folders: rooms, features and screens", () => {
    const edges = IMPORTS.filter((one) => !isTest(one.from)).flatMap(({ from, to }) => {
      const [own, other] = [folderOf(from), folderOf(to ?? "")];
      return own === null || other === null ? [] : [[own, other] as const];
    });
    expect(findCircles(edges).map(tellCircle)).toEqual([]);
  });
});

/** The imports that close a circle, each with its line. */
function tellCircle(circle: readonly string[]): string[] {
  const within = (path: string | null) =>
    path !== null && circle.some((node) => path === node || folderOf(path) === node);
  return IMPORTS.filter(({ from, to }) => within(from) && within(to))
    .filter(({ from, to }) => circle.includes(from) || folderOf(from) !== folderOf(to ?? ""))
    .map(({ from, line, specifier }) => `${from}:${line} imports ${specifier}`);
}

const BASES = [
  "packages/api/src/features/",
  "packages/api/src/",
  "apps/web/src/app/(signed-in)/",
  "apps/web/src/",
];

/** The room, feature or screen of a file; null for a file beside them. */
function folderOf(path: string): string | null {
  for (const base of BASES) {
    const room = roomOf(base, path);
    if (room !== null) return room.includes(".") ? null : base + room;
  }
  return null;
}
