import { runStdio } from "../src/stdio/run-stdio";

const { env, stdin, stdout, stderr } = process;

runStdio({
  env,
  stdin,
  stdout,
  stderr,
  // What is still being written is written; without input nothing keeps the program alive.
  fail: () => {
    process.exitCode = 1;
    stdin.destroy();
  },
});
