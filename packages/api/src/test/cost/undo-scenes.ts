import type { WriteScene } from "./write-scene";
import { WRITE_SCENES } from "./write-scenes";

/** What nothing undoes, or what has scenes of its own for that. */
const NOT_UNDONE = new Set([
  "imports.preview",
  "ledger.resetTest",
  "ledger.fillDemo",
  "operations.undo",
  "operations.undoMany",
]);

/** The undo of each write, and the undo of that, at the largest size. */
export const UNDO_SCENES: Readonly<Record<string, readonly WriteScene[]>> = Object.fromEntries(
  Object.entries(WRITE_SCENES)
    .filter(([path]) => !NOT_UNDONE.has(path))
    .map(([path, scenes]) => [
      path,
      scenes.flatMap((scene) => [undoing(scene, 0), undoing(scene, 1)]),
    ]),
);

/** Made after `turns` undos of the write by turns. */
function undoing({ sizes, sums, set }: WriteScene, turns: number): WriteScene {
  return {
    ...(sizes && { sizes: sizes.slice(-1) }),
    sums: Math.max(sums, 1),
    set: async (stage, size) => {
      const write = await set(stage, size);
      let id = operationOf(await write({}));
      for (let turn = 0; turn < turns; turn += 1)
        id = operationOf(await stage.agent.operations.undo({ id }));
      return (fields) => stage.agent.operations.undo({ id, ...fields });
    },
  };
}

function operationOf(answer: object): string {
  const id: unknown = Reflect.get(answer, "operationId");
  if (typeof id !== "string") throw new Error("A write answers its operation.");
  return id;
}
