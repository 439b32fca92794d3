import type { IsolationLevel } from "@prisma/driver-adapter-utils";
import { callContext } from "../call-context";
import type { Question } from "./messages";
import type { Hold, Limits, Turns } from "./turns";

/** Asks one question. The reply is the worker's for that kind of question. */
export type Ask = (question: Question) => Promise<unknown>;

/** A transaction that has begun. */
export interface OpenTransaction {
  ask: Ask;
  end(how: "COMMIT" | "ROLLBACK"): Promise<void>;
}

/** The one connection of the embedded database. Single statements and transactions take turns. */
export interface Connection {
  /** Asks one question outside any transaction. Unless set, `withinMs` is the ordinary limit. */
  ask(question: Question, withinMs?: number): Promise<unknown>;
  begin(isolationLevel?: IsolationLevel): Promise<OpenTransaction>;
}

/** Time limits. */
export interface ConnectionLimits {
  ordinary: Limits;
  /** Milliseconds that one statement of a large transaction may take. */
  largeRunMs: number;
}

/**
 * Waiting ends as it does on a server (`open-postgres.ts`). A statement that runs can only be ended
 * with the whole database, so it gets three times as long there, and as much as a slow machine may
 * need for the rows of a large write.
 */
export const limitsOf = (patience: number): ConnectionLimits => ({
  ordinary: { withinMs: 5_000 * patience, runMs: 15_000 * patience },
  largeRunMs: 60_000 * patience,
});

/** For work that has the database to itself: migrations and backups. */
export const NO_LIMITS: ConnectionLimits = {
  ordinary: { withinMs: Number.POSITIVE_INFINITY, runMs: Number.POSITIVE_INFINITY },
  largeRunMs: Number.POSITIVE_INFINITY,
};

interface Parts {
  turns: Turns;
  ask: Ask;
  limits: ConnectionLimits;
}

export function createConnection({
  turns,
  ask,
  limits: { ordinary, largeRunMs },
}: Parts): Connection {
  const take = (limits: Limits, letsLookupsPass = false) => {
    const { press } = callContext();
    press?.();
    return turns.take({ ...limits, letsLookupsPass, isUrgent: press !== undefined });
  };
  return {
    ask: async (question, withinMs = ordinary.withinMs) => {
      if (
        question.kind === "queryRaw" &&
        callContext().press !== undefined &&
        onlyReads(question.query.sql)
      ) {
        const look = (isBetween: boolean) =>
          ask(isBetween ? { ...question, kind: "queryRawBetween" } : question);
        return turns.pass(look, { ...ordinary, withinMs });
      }
      const hold = await take({ ...ordinary, withinMs });
      try {
        return await hold.run(() => ask(question));
      } finally {
        hold.giveBack();
      }
    },
    begin: async (isolationLevel) => {
      const { isLarge, letsLookupsPass } = callContext();
      // Under another isolation level a lookup would see the past.
      const isOpenToLookups = letsLookupsPass === true && isolationLevel === undefined;
      const hold = await take(
        isLarge ? { ...ordinary, runMs: largeRunMs } : ordinary,
        isOpenToLookups,
      );
      return beginIn(hold, { ask, isolationLevel });
    },
  };
}

/**
 * Urgent work reads users, logins and keys. A transaction that lets lookups pass does not write
 * these, so such a read need not end it.
 */
const onlyReads = (sql: string): boolean =>
  /^\s*select\b/i.test(sql) && !/\bfor\s+(no\s+key\s+)?(update|share)\b/i.test(sql);

interface Beginning {
  ask: Ask;
  isolationLevel: IsolationLevel | undefined;
}

async function beginIn(hold: Hold, { ask, isolationLevel }: Beginning): Promise<OpenTransaction> {
  const run = (text: string) => hold.run(() => ask({ kind: "script", text }));
  try {
    await run(isolationLevel ? `BEGIN ISOLATION LEVEL ${isolationLevel}` : "BEGIN");
  } catch (error) {
    hold.giveBack();
    throw error;
  }
  return {
    ask: (question) => hold.run(() => ask(question)),
    end: async (how) => {
      try {
        await run(how);
      } finally {
        hold.giveBack();
      }
    },
  };
}
