import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, inject, it, vi } from "vitest";
import { createDb } from "./create-db";
import { databaseErrorKind } from "./error-kind";
import { inTransaction } from "./in-transaction";
import { createCopy } from "./testing/prepare-template";
import type { PostgresSource } from "./testing/source";

const closers: (() => Promise<unknown>)[] = [];
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

const NO_SESSION = "00000000-0000-0000-0000-000000000000";

const kindOf = (attempt: Promise<unknown>) => attempt.then(() => "answered", databaseErrorKind);

/** Listens on a free port. `onConnection` gets each connection. */
async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    onConnection(socket);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await once(server.close(), "close");
  });
  // The address of a TCP server has this type.
  return (server.address() as AddressInfo).port;
}

/** A proxy before the database of `url` that can stop passing data on. */
async function startProxy(url: string) {
  const { hostname, port } = new URL(url);
  const sockets: Socket[] = [];
  let isFrozen = false;
  const own = await listen((socket) => {
    const upstream = connect(Number(port), hostname).on("error", () => undefined);
    socket.pipe(upstream).pipe(socket);
    sockets.push(socket);
    if (isFrozen) socket.pause();
  });
  const proxied = new URL(url);
  proxied.host = `127.0.0.1:${own}`;
  return {
    url: proxied.href,
    /** Stops all data on open connections and, unless set otherwise, on new ones. */
    freeze: ({ newConnections = true } = {}) => {
      isFrozen = newConnections;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
    },
  };
}

/** A database behind such a proxy, with one connection that has served a lookup. */
async function openThroughProxy(source: PostgresSource) {
  const copy = await createCopy(source);
  closers.push(copy.drop);
  const proxy = await startProxy(copy.url);
  const db = await createDb({ url: proxy.url, poolSize: 1 });
  closers.push(db.close);
  expect(await db.findKey(Buffer.alloc(32))).toBeNull();
  return { db, proxy };
}

describe("F1: a database in trouble rejects in time, and does not blame the caller", () => {
  it("when it accepts connections and never speaks", async () => {
    const port = await listen(() => undefined);
    const db = await createDb({ url: `postgres://pfn@127.0.0.1:${port}/pfn` });
    const lookups = [db.ping(), db.findKey(Buffer.alloc(32)), db.findSession(NO_SESSION)];
    expect(await Promise.all(lookups.map(kindOf))).toEqual(Array(3).fill("unavailable"));
    expect(await kindOf(db.client.user.count())).toBe("unavailable");
    await db.close();
  });

  it("when nothing listens", async () => {
    const db = await createDb({ url: "postgres://pfn@127.0.0.1:1/pfn" });
    const lookups = [db.ping(), db.findKey(Buffer.alloc(32)), db.findSession(NO_SESSION)];
    expect(await Promise.all(lookups.map(kindOf))).toEqual(Array(3).fill("unavailable"));
    expect(await kindOf(db.client.user.count())).toBe("unavailable");
    expect(await kindOf(db.saveKeyUse([]))).toBe("answered");
    await db.close();
  });

  it(
    "F2: when it freezes with a statement under way; it works again without a restart once it " +
      "thaws",
    async ({ skip }) => {
      const source = inject("pfnTestDatabase");
      if (source.engine === "pglite") return skip("there is no server to freeze");
      const { db, proxy } = await openThroughProxy(source);
      proxy.freeze();
      const attempts = [
        db.findKey(Buffer.alloc(32)),
        db.findSession(NO_SESSION),
        db.ping(),
        db.client.user.count(),
      ];
      expect(await Promise.all(attempts.map(kindOf))).toEqual(Array(4).fill("unavailable"));
      proxy.thaw();
      expect(await db.findKey(Buffer.alloc(32))).toBeNull();
      expect(await db.client.user.count()).toBe(0);
    },
  );

  it(
    "within 3 s when it freezes in the middle of a transaction, counted by a clock of the " +
      "test's own",
    async ({ skip }) => {
      const source = inject("pfnTestDatabase");
      if (source.engine === "pglite") return skip("there is no server to freeze");
      vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
      const { db, proxy } = await openThroughProxy(source);
      let seen: unknown;
      let announce: () => void = () => undefined;
      const frozen = new Promise<void>((resolve) => (announce = resolve));
      const write = inTransaction(db.client, async (tx) => {
        await tx.user.count();
        proxy.freeze();
        announce();
        await tx.user.count();
      });
      void kindOf(write).then((kind) => (seen = kind));
      await frozen;
      for (let passed = 0; passed < 3_000 && seen === undefined; passed += 100) {
        await sleep(20);
        vi.advanceTimersByTime(100);
      }
      expect(seen).toBe("unavailable");
      proxy.thaw();
      expect(await db.client.user.count()).toBe(0);
    },
  );

  it("but not when a statement takes longer: a server that answers may take its time", async ({
    skip,
  }) => {
    const source = inject("pfnTestDatabase");
    if (source.engine === "pglite") return skip("there is no server to ask");
    const { db } = await openThroughProxy(source);
    const slow = inTransaction(
      db.client,
      (tx) => tx.$queryRaw`select 'done' as word from pg_sleep(4)`,
    );
    expect(await slow).toEqual([{ word: "done" }]);
  });

  it("F2: a connection that never answered serves nobody any more", async ({ skip }) => {
    const source = inject("pfnTestDatabase");
    if (source.engine === "pglite") return skip("there is no connection");
    const { db, proxy } = await openThroughProxy(source);
    proxy.freeze({ newConnections: false });
    expect(await kindOf(db.findKey(Buffer.alloc(32)))).toBe("unavailable");
    expect(await db.findKey(Buffer.alloc(32))).toBeNull();
    proxy.freeze({ newConnections: false });
    expect(await kindOf(inTransaction(db.client, (tx) => tx.user.count()))).toBe("unavailable");
    expect(await db.client.user.count()).toBe(0);
  });
});
