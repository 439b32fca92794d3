import type { Tx } from "@pfn/db";
import type { EntityName, Snapshot } from "./entities/entity-store";
import { jsonSql, ROWS_PER_STATEMENT, textsSql } from "./entities/row-writer";

/** A row as it was (null: not there) and as it became (null: gone). */
export interface RowChange<S extends Snapshot = Snapshot> {
  entity: EntityName;
  entityId: string;
  before: S | null;
  after: S | null;
}

/** What an operation's changes come to. */
interface ChangeSummary {
  created: number;
  updated: number;
  deleted: number;
  /** Changes recorded. Rows that went without one are not among them. */
  recorded: number;
  touchedAccounts: readonly string[];
}

/** Where an operation's changes go. Only the last few hundred are ever in memory. */
export interface ChangeLog {
  add: (changes: readonly RowChange[]) => Promise<void>;
  /** Counts rows as deleted that went without a change of their own. */
  countDeleted: (rows: number) => void;
  /** Writes what still waits. */
  flush: () => Promise<void>;
  summary: () => ChangeSummary;
  /** Returns a function that puts this log back to now, once the database was rolled back to it. */
  mark: () => () => void;
}

/**
 * Records the changes of one operation, in order. A change costs the same however many came before
 * it; a mark costs what waits to be written, which is less than one statement's.
 */
export function createChangeLog(tx: Tx, operationId: string): ChangeLog {
  let counts = { created: 0, updated: 0, deleted: 0, recorded: 0 };
  let waiting: RowChange[] = [];
  const accounts = new Set<string>();
  const write = async () => {
    const changes = waiting;
    waiting = [];
    if (changes.length === 0) return;
    await insertChanges(tx, operationId, { from: counts.recorded - changes.length, changes });
  };
  return {
    add: async (changes) => {
      for (const change of changes) {
        waiting.push(change);
        const kind = kindOf(change);
        counts = { ...counts, [kind]: counts[kind] + 1, recorded: counts.recorded + 1 };
        for (const id of accountsOf(change)) accounts.add(id);
        if (waiting.length >= ROWS_PER_STATEMENT) await write();
      }
    },
    countDeleted: (rows) => {
      counts = { ...counts, deleted: counts.deleted + rows };
    },
    flush: write,
    summary: () => ({ ...counts, touchedAccounts: [...accounts] }),
    mark: () => {
      const marked = { counts, waiting: [...waiting], accounts: accounts.size };
      return () => {
        counts = marked.counts;
        waiting = [...marked.waiting];
        for (const id of [...accounts].slice(marked.accounts)) accounts.delete(id);
      };
    },
  };
}

async function insertChanges(
  tx: Tx,
  operationId: string,
  { from, changes }: { from: number; changes: readonly RowChange[] },
): Promise<void> {
  const entities = textsSql(changes.map(({ entity }) => entity));
  const ids = textsSql(changes.map(({ entityId }) => entityId));
  const befores = jsonSql(changes.map(({ before }) => before));
  const afters = jsonSql(changes.map(({ after }) => after));
  await tx.$executeRaw`
    insert into changes (operation_id, index, entity, entity_id, before, after)
    select ${operationId}::uuid, ${from}::int + n.at - 1, n.entity, n.entity_id, n.before, n.after
    from unnest(${entities}, ${ids}::uuid[], ${befores}, ${afters})
      with ordinality n(entity, entity_id, before, after, at)`;
}

function kindOf(change: RowChange): "created" | "updated" | "deleted" {
  if (change.before === null) return "created";
  return change.after === null || isTombstoned(change) ? "deleted" : "updated";
}

const fieldOf = (snapshot: unknown, field: string): unknown =>
  typeof snapshot === "object" && snapshot !== null ? Reflect.get(snapshot, field) : undefined;

const isTombstoned = ({ before, after }: RowChange) =>
  before !== null &&
  after !== null &&
  fieldOf(before, "deletedAt") === null &&
  typeof fieldOf(after, "deletedAt") === "string";

const accountsOf = ({ entity, entityId, before, after }: RowChange): string[] =>
  entity === "account"
    ? [entityId]
    : [fieldOf(before, "accountId"), fieldOf(after, "accountId")].filter(
        (id) => typeof id === "string",
      );
