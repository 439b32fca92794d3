import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import { DatabaseLostError } from "./database-lost-error";
import type { Answer, CarriedError, Question, WorkerSettings } from "./messages";

/** This side of the thread that runs PostgreSQL. */
export interface DatabaseWorker {
  /**
   * Asks one question. Ask the next one only after its reply.
   *
   * @throws DatabaseLostError when the thread ends first
   */
  ask(question: Question): Promise<unknown>;
  /** Ends the thread at once, even during a statement. */
  end(): Promise<void>;
  /** Resolves when the thread has ended for any reason. */
  ended: Promise<void>;
}

export type StartWorker = (settings: Omit<WorkerSettings, "program">) => Promise<DatabaseWorker>;

/** Node's WebAssembly. TypeScript declares it only for browsers. */
const webAssembly: { compile(bytes: Uint8Array): Promise<object> } = Reflect.get(
  globalThis as object,
  "WebAssembly",
);

let compiling: Promise<object> | undefined;

/** Starts PostgreSQL in a thread of its own. Resolves when it is ready. */
export async function startWorker(
  settings: Omit<WorkerSettings, "program">,
): Promise<DatabaseWorker> {
  // Threads share the compiled program, so a second start takes a fraction of the first.
  compiling ??= compile();
  const workerData: WorkerSettings = { ...settings, program: await compiling };
  // The thread needs none of this process's options, such as a loader of TypeScript.
  const worker = new Worker(new URL("./pglite-worker.js", import.meta.url), {
    workerData,
    execArgv: [],
  });
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    worker.once("message", () => resolve());
    // After the start, `ended` reports errors of the thread.
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
    // A question under way keeps the process alive; an idle database does not.
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
