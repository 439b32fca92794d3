import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDb, type Database } from "./create-db";
import { databaseErrorKind } from "./error-kind";
import { inTransaction } from "./in-transaction";
import { seedKey, seedLedger } from "./test/seed";
import { type Cluster, hasPostgres, startCluster } from "./testing/cluster";

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

const kindOf = (attempt: Promise<unknown>) => attempt.then(() => "answered", databaseErrorKind);

async function startServer(starting: Promise<Cluster>): Promise<Cluster> {
  const server = await starting;
  closers.push(server.remove);
  return server;
}

/** Unless a test is of a frozen server, it waits as long as a slow machine needs. */
async function open(url: string, patience = 30): Promise<Database> {
  const db = await createDb({ url, patience });
  closers.push(db.close);
  return db;
}

/** An address that leads to one server or another, as a name or a shared address does. */
async function startSwitch(first: Cluster) {
  let port = first.port;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const upstream = connect(port, "127.0.0.1").on("error", () => socket.destroy());
    socket
      .on("error", () => upstream.destroy())
      .pipe(upstream)
      .pipe(socket);
    sockets.add(socket);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await once(server.close(), "close");
  });
  // The address of a TCP server has this type.
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `postgres://postgres@127.0.0.1:${own}/postgres`,
    leadTo: (other: Cluster) => {
      port = other.port;
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The names of the people on a server, asked past pfn. */
const peopleOn = async (server: Cluster) =>
  (await server.sql("select name from users order by name")).split("\n").filter(Boolean);

describe.skipIf(!hasPostgres)("servers that follow each other (needs postgresql)", () => {
  let primary: Cluster;
  let standby: Cluster;
  let hash: Buffer;
  beforeAll(async () => {
    const settings = { wal_keep_size: "64MB", wal_retrieve_retry_interval: "100ms" };
    primary = await startServer(startCluster({ settings }));
    const db = await open(primary.url);
    await db.migrate();
    ({ hash } = await seedKey(db.client, await seedLedger(db.client)));
    standby = await startServer(primary.addStandby("standby"));
    // What follows is not there until its replay goes on.
    await standby.sql("select pg_wal_replay_pause()");
    await db.client.$executeRaw`update integration_keys set revoked_at = now()`;
  });

  it("K6, O1: a standby is not served, and the refusal names the remedy", async () => {
    const db = await open(standby.url);
    await expect(db.ping()).rejects.toThrow("Name the primary in DATABASE_URL");
    const attempts = [
      db.findKey(hash),
      db.client.user.count(),
      inTransaction(db.client, (tx) => tx.user.count()),
      db.migrate(),
      db.backUp("/dev/null/nowhere"),
      db.pendingMigrations(),
    ];
    expect(await Promise.all(attempts.map(kindOf))).toEqual(Array(6).fill("unavailable"));
  });

  it(
    "K6, F1: where an address comes to lead to a standby, a key that the primary revoked " +
      "is never accepted",
    async () => {
      const address = await startSwitch(primary);
      const db = await open(address.url);
      expect((await db.findKey(hash))?.state).toBe("revoked");
      address.leadTo(standby);
      // One after the other, since lookups of one moment share a connection.
      for (let turn = 0; turn < 20; turn += 1)
        expect(await kindOf(db.findKey(hash))).toBe("unavailable");
      address.leadTo(primary);
      expect((await db.findKey(hash))?.state).toBe("revoked");
    },
  );

  describe("with the addresses of both", () => {
    let db: Database;
    const addUser = (name: string) =>
      db.client.user.create({
        data: { email: `${name}@example.org`, name, passwordHash: "none" },
        select: { id: true },
      });
    /** Repeats until the database is available; what else goes wrong is thrown. */
    const addOnceThere = async (name: string) => {
      for (;;) {
        try {
          return await addUser(name);
        } catch (error) {
          expect(databaseErrorKind(error)).toBe("unavailable");
          await sleep(50);
        }
      }
    };
    beforeAll(async () => {
      await standby.sql("select pg_wal_replay_resume()");
      db = await open(
        `postgres://postgres@127.0.0.1:${standby.port},127.0.0.1:${primary.port}/postgres`,
        1,
      );
    });

    it("the primary is found wherever it stands in the list", async () => {
      await addOnceThere("first");
      expect(await peopleOn(primary)).toContain("first");
    });

    /** The ports of the servers that answer over many connections at once. */
    const askAtOnce = () =>
      Promise.all(
        Array.from({ length: 8 }, async () => {
          const rows = await db.client.$queryRaw<{ port: number }[]>`
            select inet_server_port() as port from pg_sleep(0.2)`;
          return rows[0]?.port;
        }),
      );

    it("K6: it is left for the one that was promoted, with every connection to it", async () => {
      expect(new Set(await askAtOnce())).toEqual(new Set([primary.port]));
      await standby.sql("select pg_promote()");
      let answered: unknown[] = [];
      while (!answered.includes(standby.port)) {
        // One connection breaks. The server would go on with the others.
        await db.client.$executeRaw`select pg_terminate_backend(pg_backend_pid())`.catch(() => 0);
        answered = await askAtOnce().catch(() => []);
      }
      expect(new Set(await askAtOnce())).toEqual(new Set([standby.port]));
    });

    it("an old primary gets neither reads nor writes, also while the new one is away", async () => {
      await standby.stop();
      expect(await kindOf(addUser("nobody"))).toBe("unavailable");
      const started = await open(
        `postgres://postgres@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/postgres`,
      );
      expect(await kindOf(started.ping())).toBe("answered");
      expect(await kindOf(addUser("nobody"))).toBe("unavailable");
      await standby.start();
      await addOnceThere("second");
      expect(await peopleOn(standby)).toEqual(["Somebody", "first", "second"]);
      expect(await peopleOn(primary)).toEqual(["Somebody", "first"]);
    });

    it("a start finds the newer one of two that both take themselves for the primary", async () => {
      const started = await open(
        `postgres://postgres@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/postgres`,
      );
      expect(await started.client.user.count()).toBe(3);
    });

    it("F1, F2: one that freezes is left as well, without a restart", async () => {
      await primary.follow(standby);
      await standby.freeze();
      await primary.sql("select pg_promote()");
      await addOnceThere("third");
      expect(await peopleOn(primary)).toContain("third");
      await standby.thaw();
      expect(new Set(await askAtOnce())).toEqual(new Set([primary.port]));
    });
  });
});
