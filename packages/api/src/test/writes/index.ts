import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { isFinal } from "../../features/operations/final-operations";
import { asSession, withKey } from "../callers";
import type { ConformanceEndpoint, Outcome } from "../conformance/endpoints";
import { blur } from "../conformance/index";
import type { TestRuntime } from "../database";
import { type Dump, dumpBooks, dumpTables } from "../dump-tables";
import { refusalOf } from "../refusals";
import { type Fields, type Scene, setScene } from "./scenes";

interface Suite {
  t: TestRuntime;
  /** A server that has all the endpoints. */
  server: { readonly url: string };
  endpoints: readonly ConformanceEndpoint[];
  paths: readonly string[];
  /** Moves the runtime's clock on. */
  advance: (ms: number) => void;
}

const HOUR_MS = 3_600_000;
const KEYED = { idempotencyKey: "once", reason: "Why it is done" };

/** What every write answers beside its own fields (never less). */
const Answer = z.looseObject({
  operationId: z.uuid().nullable(),
  outcome: z.enum(["applied", "dryRun"]),
  created: z.int(),
  updated: z.int(),
  deleted: z.int(),
  skipped: z.array(z.looseObject({ index: z.int(), reason: z.string() })),
  balancesAfter: z.array(z.looseObject({ accountId: z.uuid(), name: z.string() })),
});

/**
 * What every write to a ledger promises, of each write by itself, through every endpoint that has
 * it. It enumerates the router, so a write that is added keeps the promises too, or fails.
 */
export function describeWrites({ t, server, endpoints, paths, advance }: Suite): void {
  describe.each(paths.map((path) => [path]))("%s", (path) => {
    const offering = endpoints.filter((endpoint) => endpoint.offers(path));
    const made: { scene?: Scene; answer?: z.output<typeof Answer>; before?: Dump; after?: Dump } =
      {};
    beforeAll(async () => {
      made.scene = await setScene(t.runtime, path);
      made.before = await dumpBooks(t.runtime.db);
    });
    const scene = () => {
      if (made.scene === undefined) throw new Error("No scene.");
      return made.scene;
    };
    const through = ({ call }: ConformanceEndpoint, fields: Fields): Promise<Outcome> =>
      call({
        url: server.url,
        procedure: path,
        input: { ...scene().input, ...fields },
        authorization: scene().key.authorization,
      });
    const rev = async () =>
      (await t.runtime.db.ledger.findUniqueOrThrow({ where: { id: scene().ledgerId } })).rev;
    const owner = () => asSession(t.runtime, scene().user);
    /** Undoes an operation as its own key, and returns the operation that did it. */
    const undo = async (id: string) =>
      (await (await withKey(t.runtime, scene().key)).operations.undo({ id })).operationId ?? "";

    it(
      "invariant 8: a dry run leaves every table and `rev` as they were, " +
        "and answers what the real call then answers",
      async () => {
        const tables = await dumpTables(t.runtime.db);
        const trials: Outcome[] = [];
        for (const endpoint of offering)
          trials.push(await through(endpoint, { dryRun: true, reason: KEYED.reason }));
        expect(await dumpTables(t.runtime.db)).toEqual(tables);
        const [first] = offering;
        if (first === undefined) throw new Error("No endpoint has it.");
        const start = await rev();
        const real = await through(first, KEYED);
        expect(real).toMatchObject({ status: 200, problem: null });
        made.answer = Answer.parse(real.data);
        made.after = await dumpBooks(t.runtime.db);
        expect(made.answer).toMatchObject({ outcome: "applied", operationId: expect.any(String) });
        expect(await rev()).toBe(start + 1n);
        const same = ({ data }: Outcome) => {
          const { operationId: _, outcome: __, ...rest } = Answer.parse(data);
          return blur({ status: 200, data: rest, problem: null });
        };
        for (const trial of trials) {
          expect(trial.data).toMatchObject({ outcome: "dryRun", operationId: null });
          expect(same(trial)).toEqual(same(real));
        }
      },
    );

    it(
      "invariant 9: the same idempotency key and body is one operation and the same answer, " +
        "through another endpoint too",
      async () => {
        const [start, tables] = [await rev(), await dumpTables(t.runtime.db)];
        for (const endpoint of [...offering, ...offering])
          expect((await through(endpoint, KEYED)).data, endpoint.name).toEqual(made.answer);
        expect(await rev()).toBe(start);
        expect(await dumpTables(t.runtime.db)).toEqual(tables);
      },
    );

    it(
      "invariant 9: another body is a 422, a call that is still being worked on a 409; " +
        "neither changes anything",
      async () => {
        const tables = await dumpTables(t.runtime.db);
        const mark = JSON.stringify([scene().ledgerId, path, scene().key.id, KEYED.idempotencyKey]);
        for (const endpoint of offering) {
          const other = await through(endpoint, { ...KEYED, reason: "Another reason" });
          expect(other).toMatchObject({ status: 422, problem: { path: "idempotencyKey" } });
          t.runtime.inFlight.add(mark);
          const early = await through(endpoint, KEYED);
          t.runtime.inFlight.delete(mark);
          expect(early).toMatchObject({
            status: 409,
            problem: { path: "idempotencyKey" },
          });
        }
        expect(await dumpTables(t.runtime.db)).toEqual(tables);
      },
    );

    it("the log keeps who did it, through which endpoint, and why", async () => {
      const { key, ledgerId } = scene();
      const operation = await t.runtime.db.operation.findFirstOrThrow({
        where: { id: made.answer?.operationId ?? "" },
      });
      expect(operation).toMatchObject({
        ledgerId,
        procedure: path,
        actor: "key",
        keyId: key.id,
        channel: "trpc",
      });
      expect(operation.reason).toBe(KEYED.reason);
    });

    it(
      "invariant 10: undo restores every row exactly, and undoing the undo does it again; " +
        "what is final refuses",
      async () => {
        const id = made.answer?.operationId ?? "";
        if (isFinal({ procedure: path })) {
          const tables = await dumpTables(t.runtime.db);
          const attempt = (await withKey(t.runtime, scene().key)).operations.undo({ id });
          expect(await refusalOf(attempt)).toMatchObject({ code: "CONFLICT", path: "id" });
          return expect(await dumpTables(t.runtime.db)).toEqual(tables);
        }
        const undone = await undo(id);
        expect(await dumpBooks(t.runtime.db)).toEqual(made.before);
        await undo(undone);
        expect(await dumpBooks(t.runtime.db)).toEqual(made.after);
        const [latest] = (await (await owner()).operations.list({ limit: 1 })).items;
        expect(latest).toMatchObject({ procedure: "operations.undo", undoes: undone });
      },
    );

    it("F3: an idempotency key is remembered for 24 hours and then is a new one", async () => {
      const [endpoint] = offering;
      // Another body, so that nothing is done: a remembered key is a 422, a forgotten one is what
      // the trial comes to.
      const ask = async () =>
        endpoint && (await through(endpoint, { ...KEYED, dryRun: true })).status;
      advance(23 * HOUR_MS);
      expect(await ask()).toBe(422);
      advance(HOUR_MS);
      expect([200, 404, 409]).toContain(await ask());
      advance(-24 * HOUR_MS);
    });

    it(
      "A8: a key that is revoked between its admission and the transaction is refused inside, " +
        "and nothing is written",
      async () => {
        const { key, input } = scene();
        const admitted = await withKey(t.runtime, key);
        const revocation = { revokedAt: new Date(), revokedReason: "owner" } as const;
        await t.runtime.db.integrationKey.update({
          where: { id: key.id },
          data: revocation,
          select: { id: true },
        });
        const tables = await dumpTables(t.runtime.db);
        const [feature = "", verb = ""] = path.split(".");
        // The caller is a tree of functions by path.
        const call: (fields: Fields) => Promise<unknown> = Reflect.get(
          Reflect.get(admitted, feature),
          verb,
        );
        expect(await refusalOf(call({ ...input, reason: "Late" }))).toMatchObject({
          code: "UNAUTHORIZED",
        });
        expect(await dumpTables(t.runtime.db)).toEqual(tables);
      },
    );
  });
}
