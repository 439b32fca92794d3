import type { ProcedureDoc } from "../../procedures/procedure-doc";

const ID = "01970000-0000-7000-8000-000000000003";

/** What callers are told about each procedure of this router. */
export const CATEGORIES = {
  list: {
    summary: "List categories",
    description:
      "All of them in one answer unless a limit is given, by kind and name. A category may " +
      "have one parent.",
    rest: { method: "GET", path: "/categories" },
    tool: { name: "list_categories" },
  },
  create: {
    summary: "Create a category",
    rest: { method: "POST", path: "/categories" },
    example: { name: "Bicycle", kind: "expense" },
  },
  update: {
    summary: "Rename a category, or move it below another one",
    description:
      "`version` is the one that was read; a stale one is a conflict. The kind never changes.",
    rest: { method: "PATCH", path: "/categories/{id}" },
    example: { id: ID, version: 1, name: "Food" },
  },
  archive: {
    summary: "Archive a category",
    description: "Lines that have it keep it; new ones cannot get it.",
    rest: { method: "POST", path: "/categories/{id}/archive" },
    example: { id: ID, version: 1 },
  },
  unarchive: {
    summary: "Bring an archived category back",
    rest: { method: "POST", path: "/categories/{id}/unarchive" },
    example: { id: ID, version: 2 },
  },
  merge: {
    summary: "Merge a category into another one",
    description:
      "Every line and child of `id` moves to `intoId`, and `id` is gone: one operation, so one " +
      "undo brings all of it back.",
    rest: { method: "POST", path: "/categories/{id}/merge" },
    example: { id: ID, version: 1, intoId: "01970000-0000-7000-8000-000000000005" },
  },
} as const satisfies Record<string, ProcedureDoc>;
