import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import { DatabaseLostError } from "./database-lost-error";
import type { Answer, CarriedError, Question, WorkerSettings } from "./messages";

/** The thread that PostgreSQL runs in, from this side. */
export interface DatabaseWorker {
  /**
   * Asks one question; the next one only after its answer. @throws DatabaseLostError when the
   * thread ends before it
   */
  ask(question: Question): Promise<unknown>;
  /** Ends the thread at once, in the midst of whatever it does. */
  end(): Promise<void>;
  /** Resolves when the thread has ended, by itself or not. */
  ended: Promise<void>;
}

export type StartWorker = (settings: Omit<WorkerSettings, "program">) => Promise<DatabaseWorker>;

/** Node's WebAssembly, whose types only come with the browser's. */
const webAssembly: { compile(bytes: Uint8Array): Promise<object> } = Reflect.get(
  globalThis as object,
  "WebAssembly",
);

let compiling: Promise<object> | undefined;

/** Starts PostgreSQL in a thread of its own. Resolves once it answers. */
export async function startWorker(
  settings: Omit<WorkerSettings, "program">,
): Promise<DatabaseWorker> {
  // Threads share what was compiled, so a second start takes a fraction of the first.
  compiling ??= compile();
  const workerData: WorkerSettings = { ...settings, program: await compiling };
  // Nothing that this process was started with, such as a loader of TypeScript, is needed there.
  const worker = new Worker(new URL("./pglite-worker.js", import.meta.url), {
    workerData,
    execArgv: [],
  });
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    worker.once("message", () => resolve());
    // What becomes of a thread that has started is told by its end.
    worker.on("error", reject);
    void ended.then(() => reject(new DatabaseLostError()));
  });
  worker.unref();
  const end = async () => {
    await worker.terminate();
  };
  return { ask: createAsk(worker), end, ended };
}

async function compile(): Promise<object> {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  return webAssembly.compile(await readFile(join(dirname(entry), "pglite.wasm")));
}

interface Asked {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

function createAsk(worker: Worker): DatabaseWorker["ask"] {
  let asked: Asked | undefined;
  let isOver = false;
  worker.on("message", (answer: Answer) => asked?.resolve(answer));
  worker.on("exit", () => {
    isOver = true;
    asked?.reject(new DatabaseLostError());
  });
  return async (question) => {
    if (isOver) throw new DatabaseLostError();
    // Who waits for an answer keeps the process alive; a database that nobody asks does not.
    worker.ref();
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        asked = { resolve, reject };
        worker.postMessage(question);
      });
      if ("error" in answer) throw restore(answer.error);
      return answer.value;
    } finally {
      asked = undefined;
      worker.unref();
    }
  };
}

function restore({ message, stack, driver, fields }: CarriedError): Error {
  const error =
    driver === undefined
      ? Object.assign(new Error(message), fields)
      : new DriverAdapterError(driver);
  if (stack !== undefined) error.stack = stack;
  return error;
}
