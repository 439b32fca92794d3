import { look } from "./look";
import type { Pair, Play } from "./pair";
import { playClose, playCreateAccount } from "./play-accounts";
import { playArchive, playCreateCategory, playMerge, playMoveCategory } from "./play-categories";
import { playCreate, playDelete, playPatch } from "./play-transactions";
import { playLink, playTransfer, playUnlink } from "./play-transfers";
import { undo, undoMany } from "./play-undo";
import type { Step, WriteStep } from "./steps";
import { write } from "./write";

/** Does a step to both, and compares what they answer. */
export async function play(step: Step, pair: Pair): Promise<void> {
  const { clock } = pair;
  clock.now = new Date(Date.parse(clock.now) + 1_000).toISOString();
  if (step.kind === "look") return look(step, pair);
  if (step.kind === "undo") return undo(step, pair);
  if (step.kind === "undoMany") return undoMany(step, pair);
  const found = toPlay(step, pair);
  if (found === null) return;
  const plan = found.writes && pair.model.plan(found.writes);
  await write(pair, { by: step.by, mode: step.mode, plan, ...found });
}

function toPlay(step: Exclude<WriteStep, { kind: "undo" | "undoMany" }>, pair: Pair): Play | null {
  switch (step.kind) {
    case "create":
      return playCreate(step, pair);
    case "patch":
      return playPatch(step, pair);
    case "delete":
      return playDelete(step, pair);
    case "transfer":
      return playTransfer(step, pair);
    case "link":
      return playLink(step, pair);
    case "unlink":
      return playUnlink(step, pair);
    case "createCategory":
      return playCreateCategory(step, pair);
    case "moveCategory":
      return playMoveCategory(step, pair);
    case "archive":
      return playArchive(step, pair);
    case "merge":
      return playMerge(step, pair);
    case "createAccount":
      return playCreateAccount(step, pair);
    case "close":
      return playClose(step, pair);
  }
}
