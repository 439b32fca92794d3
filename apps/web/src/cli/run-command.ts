import { parseArgs } from "node:util";
import { VERSION } from "@pfn/keys/version";
import { StartError } from "#server/start-error.ts";
import { backUp } from "./back-up";
import { makeAdmin } from "./make-admin";
import { restore } from "./restore";
import { revokeAll } from "./revoke-all";
import { type Given, type Terminal, UsageError } from "./terminal";

const HELP = `Usage: pfn <command>

  backup FILE                            writes everything to a new file that only you can read
  backup --into DIR --keep N             writes it into the folder, under a name with the time, then
                                         deletes the oldest such backups, so that N remain
  restore FILE [--force] [--revoke-all]  restores a backup into an empty database, or with --force
                                         in place of the data that is there; --revoke-all then ends
                                         every key and session, because an old backup revives those
                                         that were ended since
  revoke-all [--user EMAIL]              revokes every key and ends every session, of everybody or
                                         of one person
  make-admin EMAIL                       makes one person an administrator, and reactivates them if
                                         they are suspended
  --version                              says which version this is

The database is that of DATABASE_URL, or the embedded one in PFN_DATA_DIR. The embedded one belongs
to one process: stop the server first. On PostgreSQL, only a restore needs the servers stopped.`;

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
  force: { type: "boolean" },
  "revoke-all": { type: "boolean" },
  user: { type: "string" },
  into: { type: "string" },
  keep: { type: "string" },
} as const;

interface Command {
  /** Names of what follows the command. */
  takes: readonly string[];
  options: readonly (keyof typeof OPTIONS)[];
  run: (terminal: Terminal, given: Given) => Promise<void>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  backup: { takes: ["FILE"], options: ["into", "keep"], run: backUp },
  restore: { takes: ["FILE"], options: ["force", "revoke-all"], run: restore },
  "revoke-all": { takes: [], options: ["user"], run: revokeAll },
  "make-admin": { takes: ["EMAIL"], options: [], run: makeAdmin },
};

/** Errors that the user or the system causes. They are printed as one line, without a stack. */
const PLAIN = [
  "StartError",
  "UsageError",
  "BackupError",
  "MigrationError",
  "DataDirectoryInUseError",
];

/** Runs one command and returns the exit code: 0 done, 1 failed, 2 called wrongly. */
export async function runCommand(args: string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals } = parse(args);
    const [name, ...operands] = positionals;
    if (values.version) {
      terminal.say(`pfn ${VERSION}`);
      return 0;
    }
    if (values.help || name === undefined || name === "help") {
      terminal.say(HELP);
      return values.help || name === "help" ? 0 : 2;
    }
    await check(name, operands, values).run(terminal, { operands, options: values });
    return 0;
  } catch (error) {
    terminal.complain(explain(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Node's own words name the option; what follows the first sentence is about its syntax.
    throw new UsageError(
      error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error),
    );
  }
}

function check(name: string, operands: readonly string[], values: Given["options"]): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new UsageError(`there is no command ${name}`);
  for (const option of Object.keys(values)) {
    if (!command.options.some((allowed) => allowed === option))
      throw new UsageError(`${name} has no option --${option}`);
  }
  // A backup into a folder gets its name from the time.
  const [called, takes] =
    values.into === undefined ? [name, command.takes] : [`${name} --into`, []];
  if (operands.length !== takes.length)
    throw new UsageError(`${called} takes ${takes.join(" ") || "nothing more"}`);
  return command;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message.replace(/\s*\n\s*/g, " ");
  if (error instanceof UsageError) return `${message}. \`pfn help\` shows how it is used.`;
  const isPlain = error instanceof StartError || PLAIN.includes(error.name) || "code" in error;
  return isPlain ? message : `${message} (this is a bug in pfn: please report it)`;
}
