import type { Readable, Writable } from "node:stream";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import {
  ErrorCode,
  InitializeResultSchema,
  isJSONRPCRequest,
  type JSONRPCMessage,
} from "@modelcontextprotocol/sdk/types.js";
import { forwardMessage, type Refusal } from "./forward-message";
import { readSettings, type Settings } from "./read-settings";

/** The process, handed in. */
export interface Terminal {
  env: Readonly<Record<string, string | undefined>>;
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  /** Lets the program end by itself, with an exit code of 1. */
  fail: () => void;
}

/**
 * `pfn-mcp`: for agents that start their servers as programs. Passes each message from standard
 * input to the server's endpoint and its answer to standard output. Ends when the input does; with
 * code 1 and one line on standard error when it cannot start or the key is refused.
 */
export function runStdio(terminal: Terminal): void {
  const settings = readSettings(terminal.env);
  if (typeof settings === "string") {
    say(terminal, settings);
    terminal.fail();
  } else {
    bridge(settings, terminal);
  }
}

function bridge(settings: Settings, terminal: Terminal): void {
  const { stdin, stdout, fail } = terminal;
  const stdio = new StdioServerTransport(stdin, stdout);
  let version: string | null = null;
  const pass = async (message: JSONRPCMessage): Promise<void> => {
    const forwarded = await forwardMessage(settings, message, version);
    if ("answer" in forwarded) {
      version = agreedVersion(forwarded.answer) ?? version;
      if (forwarded.answer !== null) await stdio.send(forwarded.answer);
      return;
    }
    const { refusal } = forwarded;
    say(
      terminal,
      refusal.status === 401 ? `PFN_KEY is refused. ${refusal.message}` : refusal.message,
    );
    if (isJSONRPCRequest(message)) await stdio.send(toError(message.id, refusal));
    // A key that was refused once will be refused again.
    if (refusal.status === 401) fail();
  };
  stdio.onmessage = (message) => void pass(message);
  stdio.onerror = () =>
    say(terminal, "A line of the input is not a JSON-RPC message; it is left out.");
  void stdio.start();
}

const say = ({ stderr }: Terminal, line: string) => stderr.write(`pfn-mcp: ${line}\n`);

/** The version that an answer to `initialize` settles on, which later requests must name. */
function agreedVersion(answer: JSONRPCMessage | null): string | null {
  if (answer === null || !("result" in answer)) return null;
  const result = InitializeResultSchema.safeParse(answer.result);
  return result.success ? result.data.protocolVersion : null;
}

const toError = (id: string | number, { message, problem }: Refusal): JSONRPCMessage => ({
  jsonrpc: "2.0",
  id,
  error: {
    code: ErrorCode.InternalError,
    message,
    ...(problem === undefined ? {} : { data: problem }),
  },
});
