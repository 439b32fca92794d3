import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDb } from "@pfn/db";
import { freePort } from "@pfn/db/testing/free-port";
import { afterEach, describe, expect, it } from "vitest";
import { failure } from "./failure";
import { runPfn } from "./run-pfn";
import { type PfnProcess, startPfn } from "./start-pfn";

const started: PfnProcess[] = [];
afterEach(async () => {
  for (const pfn of started.splice(0)) await pfn.remove();
});

describe("a server that cannot start says why in one line, without a stack", () => {
  it("an old Node.js", async () => {
    const old =
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: " +
      "'20.18.3' } })";
    const line = await failure({}, ["--import", `data:text/javascript,${encodeURIComponent(old)}`]);
    expect(line).toContain("needs Node.js 20.19 or newer, and this is 20.18.3");
  });

  it("a bad variable", async () => {
    expect(await failure({ PFN_SIGNUP: "maybe" })).toContain(
      "PFN_SIGNUP must be first, open or closed",
    );
  });

  it("O1: a weak AUTH_SECRET, which is not repeated", async () => {
    const line = await failure({ AUTH_SECRET: "correct horse" });
    expect(line).toContain("AUTH_SECRET is too short");
    expect(line).not.toContain("correct horse");
  });

  it("a taken port", async () => {
    const port = await freePort();
    const other = createServer().listen(port, "127.0.0.1");
    await once(other, "listening");
    expect(await failure({ PORT: String(port) })).toContain(`Port ${port} on 127.0.0.1 is taken`);
    other.close();
  });

  it("an address of another machine", async () => {
    expect(await failure({ HOST: "192.0.2.1" })).toContain(
      "HOST 192.0.2.1 is not an address of this machine",
    );
  });

  it("F7: a second process or command on the data directory; the first goes on", async () => {
    const first = await startPfn();
    started.push(first);
    const settings = { PFN_DATA_DIR: first.dataDir };
    expect(await failure(settings)).toContain("is in use by another pfn process");
    const file = join(tmpdir(), `pfn-refused-${first.port}.pfn-backup`);
    for (const command of [["backup", file], ["restore", file, "--force"], ["revoke-all"]]) {
      const { status, stdout, stderr } = await runPfn(command, settings);
      expect([status, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(
        /^pfn: The data directory \S+ is in use by another pfn process: .*\n$/,
      );
    }
    expect(existsSync(file)).toBe(false);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  });

  it("a data directory that cannot be created, with whom it must belong to", async () => {
    const line = await failure({ PFN_DATA_DIR: "/dev/null/pfn" });
    expect(line).toContain("or choose another with PFN_DATA_DIR");
    expect(line).toContain(`chown ${process.getuid?.()}:${process.getgid?.()}`);
  });

  it("a DATABASE_URL on which nothing listens, without its password", async () => {
    const port = await freePort();
    const line = await failure({
      DATABASE_URL: `postgres://pfn:hunter2hunter2@127.0.0.1:${port}/money`,
    });
    expect(line).toContain(
      `DATABASE_URL (127.0.0.1:${port}/money) cannot be used: nothing listens there`,
    );
    expect(line).not.toContain("hunter2");
  });

  it("F1: a DATABASE_URL that accepts and never answers", async () => {
    const frozen = createServer().listen(0, "127.0.0.1");
    await once(frozen, "listening");
    const { port } = Object(frozen.address());
    expect(await failure({ DATABASE_URL: `postgres://pfn@127.0.0.1:${port}/money` })).toContain(
      "cannot be used: ",
    );
    frozen.close();
  });

  it("a DATABASE_URL that is none", async () => {
    expect(await failure({ DATABASE_URL: "mysql://root@db/money" })).toContain(
      "DATABASE_URL must look like postgres://",
    );
  });

  it("O1: a migration that failed before", async () => {
    const pfn = await startPfn();
    started.push(pfn);
    pfn.child.kill("SIGTERM");
    await pfn.ended;
    const database = await createDb({ dataDir: pfn.dataDir });
    await database.client.$executeRaw`update _prisma_migrations set finished_at = null
      where migration_name = (select max(migration_name) from _prisma_migrations)`;
    await database.close();
    expect(await failure({ PFN_DATA_DIR: pfn.dataDir })).toMatch(
      /cannot be migrated: Migration \S+ failed earlier/,
    );
  });

  it("O3: a restore that was killed, after which sign-up would be open to anybody", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "pfn-killed-restore-"));
    const database = await createDb({ dataDir });
    await database.client.$executeRaw`create schema pfn_before_restore`;
    await database.close();
    expect(await failure({ PFN_DATA_DIR: dataDir })).toContain(
      "repeat it with `pnpm pfn restore FILE`",
    );
    await rm(dataDir, { recursive: true });
  });
});
