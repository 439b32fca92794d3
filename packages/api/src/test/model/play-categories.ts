import type { Write } from "./model-ledger";
import { idOf, type Pair, type Play, pick, pickCategory } from "./pair";
import { rowOf, rowsOf } from "./rows";
import type { StepOf } from "./steps";

export function playCreateCategory(
  { by, name, isIncome, parent: at }: StepOf<"createCategory">,
  pair: Pair,
): Play {
  const { model } = pair;
  const kind = isIncome ? "income" : "expense";
  const parent = pickCategory(pair, at);
  return {
    writes: [
      {
        number: model.newNumber(),
        after: { entity: "category", version: 1, name, kind, parent, archivedAt: null },
      },
    ],
    call: (fields) =>
      pair.callers[by].categories.create({
        name,
        kind,
        ...(parent !== null && { parentId: idOf(pair, parent) }),
        ...fields,
      }),
  };
}

/** Renames a category, moves it below another one, or both. */
export function playMoveCategory(step: StepOf<"moveCategory">, pair: Pair): Play | null {
  const number = pick(pair, "category", step.at);
  const before = rowOf(pair.model.rows, "category", number ?? null);
  if (number === undefined || before === undefined) return null;
  const parent = pickCategory(pair, step.parent);
  return {
    writes: [{ number, after: { ...before, name: step.name ?? before.name, parent } }],
    call: (fields) =>
      pair.callers[step.by].categories.update({
        id: idOf(pair, number),
        version: before.version,
        ...(step.name !== null && { name: step.name }),
        parentId: parent === null ? null : idOf(pair, parent),
        ...fields,
      }),
  };
}

export function playArchive({ by, at, isArchived }: StepOf<"archive">, pair: Pair): Play | null {
  const number = pick(pair, "category", at);
  const before = rowOf(pair.model.rows, "category", number ?? null);
  if (number === undefined || before === undefined) return null;
  const { archive, unarchive } = pair.callers[by].categories;
  return {
    writes:
      (before.archivedAt !== null) === isArchived
        ? null
        : [{ number, after: { ...before, archivedAt: isArchived ? pair.clock.now : null } }],
    call: (fields) => {
      const input = { id: idOf(pair, number), version: before.version, ...fields };
      return isArchived ? archive(input) : unarchive(input);
    },
  };
}

/** Children and lines move, those of tombstones too; what was merged is gone. */
export function playMerge(step: StepOf<"merge">, pair: Pair): Play | null {
  const { rows } = pair.model;
  const [number, target] = [pick(pair, "category", step.from), pick(pair, "category", step.into)];
  const [from, into] = [
    rowOf(rows, "category", number ?? null),
    rowOf(rows, "category", target ?? null),
  ];
  if (number === undefined || target === undefined || from === undefined || into === undefined)
    return null;
  const children = rowsOf(rows, "category").filter(([, { parent }]) => parent === number);
  const users = rowsOf(rows, "transaction").filter(([, { lines }]) =>
    lines.some(({ category }) => category === number),
  );
  const moved: Write[] = [
    ...children.map(([child, row]) => ({ number: child, after: { ...row, parent: target } })),
    ...users.map(([user, row]) => ({
      number: user,
      after: {
        ...row,
        lines: row.lines.map((line) =>
          line.category === number ? { ...line, category: target } : line,
        ),
      },
    })),
  ];
  const isMisfit = number === target || from.kind !== into.kind || into.archivedAt !== null;
  return {
    writes: isMisfit ? null : [...moved, { number, after: null }],
    call: (fields) =>
      pair.callers[step.by].categories.merge({
        id: idOf(pair, number),
        version: from.version,
        intoId: idOf(pair, target),
        ...fields,
      }),
  };
}
