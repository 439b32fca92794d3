import { startServer } from "./start-server.mjs";
import { tellStory } from "./story.mjs";
import { say, sayFailure } from "./terminal.mjs";

/** Exit codes of a process that a signal ended, as shells count them. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 };

/**
 * Starts a server, tells the story, and leaves nothing behind: not after a failure, not after
 * Ctrl-C.
 *
 * @returns {Promise<number>} the process's exit code, 0 when every step came out as it should
 */
export async function playDemo() {
  const started = performance.now();
  const interruption = new AbortController();
  for (const signal of Object.keys(SIGNALS)) process.on(signal, () => interruption.abort(signal));
  // The reader of the output may stop reading, as `head` does. Node reports that here and not as a
  // signal.
  process.stdout.on("error", () => interruption.abort("SIGPIPE"));
  const { signal } = interruption;
  let server;
  try {
    server = await startServer(signal);
    await tellStory(server.url, signal);
    say(
      "\nEverything came out as it should, in " +
        `${((performance.now() - started) / 1_000).toFixed(1)} s.`,
    );
    return 0;
  } catch (error) {
    if (signal.aborted) return SIGNALS[signal.reason];
    sayFailure(error);
    return 1;
  } finally {
    await server?.stop();
  }
}
