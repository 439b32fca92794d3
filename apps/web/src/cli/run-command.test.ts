import { readFileSync } from "node:fs";
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
      for (const command of [
        "backup FILE",
        "backup --into DIR",
        "restore FILE",
        "revoke-all",
        "make-admin EMAIL",
      ])
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
    [["backup", "a", "--into", "b", "--keep", "3"], "backup --into takes nothing more"],
    [["backup", "--into", "a"], "--into needs --keep N"],
    [["backup", "a", "--keep", "3"], "--keep needs --into DIR"],
    [["backup", "--into", "a", "--keep", "0"], "--keep takes a whole number from 1 to 9999"],
    [["backup", "--into", "a", "--keep", "1e3"], "--keep takes a whole number from 1 to 9999"],
    [["restore", "a", "--keep", "3"], "restore has no option --keep"],
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

  it("makes no folder for backups, because the disk it is on may not be mounted", async () => {
    const { status, complaints } = await run("backup", "--into", "/dev/null/none", "--keep", "3");
    expect(status).toBe(1);
    expect(complaints).toEqual([
      "There is no folder /dev/null/none. Make it, or mount the disk it is on.",
    ]);
  });

  it.each(["pfn-backup.service", "pfn-backup.cron"])(
    "understands the backup by schedule of deploy/%s",
    async (file) => {
      const text = readFileSync(new URL(`../../../../deploy/${file}`, import.meta.url), "utf8");
      const [, called = ""] = /^[^#].*(?:cli\.js|\$PFN) (backup [^>\n]+)/m.exec(text) ?? [];
      const args = called.trim().split(" ");
      expect(args).toContain("--into");
      const { complaints } = await run(...args.map((arg) => arg.replace(/^.*\//, "/dev/null/")));
      expect(complaints).toEqual([expect.stringMatching(/^There is no folder \/dev\/null\//)]);
    },
  );

  it("tells a database that cannot be opened in one line, with the remedy", async () => {
    const { status, complaints } = await run("revoke-all");
    expect(status).toBe(1);
    expect(complaints).toEqual([expect.stringContaining("choose another with PFN_DATA_DIR")]);
  });
});
