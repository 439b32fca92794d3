import type { Question } from "../pglite/messages";
import { type DatabaseWorker, type StartWorker, startWorker } from "../pglite/start-worker";
import { changesMoreThanRows, RESET } from "./reset";

/** Emptied embedded databases. The next test file of this process may use them. */
const idle: DatabaseWorker[] = [];

/**
 * Starts the embedded database as {@link startWorker} does, or takes one that an earlier test file
 * closed. Closing empties and keeps it, unless more than its rows changed.
 */
export const reuseWorker: StartWorker = async (settings) => {
  const worker = idle.pop() ?? (await startWorker(settings));
  const state = { isReusable: true, isKept: false };
  return {
    ended: worker.ended,
    ask: async (question) => {
      if (question.kind === "close" && state.isReusable) {
        for (const text of RESET) await worker.ask({ kind: "script", text });
        idle.push(worker);
        state.isKept = true;
        return null;
      }
      state.isReusable &&= !changesMoreThanRows(textOf(question));
      return worker.ask(question);
    },
    end: async () => {
      if (!state.isKept) await worker.end();
    },
  };
};

function textOf(question: Question): string {
  if ("query" in question) return question.query.sql;
  return "text" in question ? question.text : "";
}
