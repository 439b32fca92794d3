import { VERSION } from "@pfn/keys/version";
import { describe, expect, it } from "vitest";
import { parseEnv } from "#server/env.ts";
import { runCommand } from "./run-command";

async function run(...args: string[]) {
  const output: string[] = [];
  const complaints: string[] = [];
  const status = await runCommand(args, {
    readEnv: () => parseEnv({ PFN_DATA_DIR: "/dev/null/nowhere" }),
    say: (line) => output.push(line),
    complain: (line) => complaints.push(line),
  });
  return { status, output: output.join("\n"), complaints };
}

describe("pfn", () => {
  it("shows its help when asked", async () => {
    for (const args of [["help"], ["--help"], ["backup", "-h"]]) {
      const { status, output } = await run(...args);
      expect(status).toBe(0);
      for (const command of ["backup FILE", "restore FILE", "revoke-all", "make-admin EMAIL"])
        expect(output).toContain(command);
    }
  });

  it("says its version in one line, also after a command", async () => {
    for (const args of [["--version"], ["-v"], ["backup", "--version"]])
      expect(await run(...args)).toEqual({ status: 0, output: `pfn ${VERSION}`, complaints: [] });
  });

  it("shows its help when called without a command, and fails", async () => {
    expect(await run()).toMatchObject({ status: 2, output: expect.stringContaining("Usage: pfn") });
  });

  it.each([
    [["restor"], "there is no command restor"],
    [["constructor"], "there is no command constructor"],
    [["backup"], "backup takes FILE"],
    [["backup", "a", "b"], "backup takes FILE"],
    [["revoke-all", "ada@example.org"], "revoke-all takes nothing more"],
    [["backup", "a", "--force"], "backup has no option --force"],
    [["make-admin"], "make-admin takes EMAIL"],
    [["revoke-all", "--all"], "Unknown option '--all'"],
    [["revoke-all", "--user"], "Option '--user <value>' argument missing"],
  ])(
    "refuses %j in one line that says where to read on, and touches no database",
    async (args, reason) => {
      const { status, complaints } = await run(...args);
      expect(status).toBe(2);
      expect(complaints).toEqual([`${reason}. \`pfn help\` shows how it is used.`]);
    },
  );

  it("tells a database that cannot be opened in one line, with the remedy", async () => {
    const { status, complaints } = await run("revoke-all");
    expect(status).toBe(1);
    expect(complaints).toEqual([expect.stringContaining("choose another with PFN_DATA_DIR")]);
  });
});
