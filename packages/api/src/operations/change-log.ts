import type { Tx } from "@pfn/db";
import { jsonSql, textsSql } from "./array-sql";
import type { EntityName } from "./entities";
import type { Snapshot } from "./entity-store";
import { chunk, ROWS_PER_STATEMENT } from "./row-table";

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
  touchedAccounts: ReadonlySet<string>;
}

/** Where an operation's changes go. Of a large one only the last few thousand are ever in memory. */
export interface ChangeLog {
  add: (changes: readonly RowChange[]) => Promise<void>;
  /** Counts rows as deleted that went without a change of their own. */
  countDeleted: (rows: number) => void;
  /** Writes what still waits. */
  flush: () => Promise<void>;
  summary: () => ChangeSummary;
  /** Answers a function that makes this log as it is now, once the database has been rolled back to now. */
  mark: () => () => void;
}

interface State extends ChangeSummary {
  /** How many changes are written. */
  written: number;
  waiting: readonly RowChange[];
}

/** Records the changes of one operation, in order, as many to a statement as is good. */
export function createChangeLog(tx: Tx, operationId: string): ChangeLog {
  let state: State = { created: 0, updated: 0, deleted: 0, touchedAccounts: new Set(), written: 0, waiting: [] };
  const write = async (changes: readonly RowChange[]) => {
    if (changes.length > 0) await insertChanges(tx, { operationId, from: state.written, changes });
    state = { ...state, written: state.written + changes.length, waiting: state.waiting.slice(changes.length) };
  };
  return {
    add: async (changes) => {
      for (const part of chunk(changes)) {
        state = { ...summarize(state, part), written: state.written, waiting: [...state.waiting, ...part] };
        if (state.waiting.length >= ROWS_PER_STATEMENT) await write(state.waiting.slice(0, ROWS_PER_STATEMENT));
      }
    },
    countDeleted: (rows) => {
      state = { ...state, deleted: state.deleted + rows };
    },
    flush: () => write(state.waiting),
    summary: () => state,
    mark: () => {
      const marked = state;
      return () => {
        state = marked;
      };
    },
  };
}

interface Part {
  operationId: string;
  /** Number of the first change in its operation. */
  from: number;
  changes: readonly RowChange[];
}

async function insertChanges(tx: Tx, { operationId, from, changes }: Part): Promise<void> {
  const entities = textsSql(changes.map(({ entity }) => entity));
  const ids = textsSql(changes.map(({ entityId }) => entityId));
  const [befores, afters] = [jsonSql(changes.map(({ before }) => before)), jsonSql(changes.map(({ after }) => after))];
  await tx.$executeRaw`
    insert into changes (operation_id, index, entity, entity_id, before, after)
    select ${operationId}::uuid, ${from}::int + n.at - 1, n.entity, n.entity_id, n.before, n.after
    from unnest(${entities}, ${ids}::uuid[], ${befores}, ${afters}) with ordinality n(entity, entity_id, before, after, at)`;
}

function summarize(before: ChangeSummary, changes: readonly RowChange[]): ChangeSummary {
  const created = changes.filter((change) => change.before === null).length;
  const deleted = changes.filter((change) => change.after === null || isTombstoned(change)).length;
  return {
    created: before.created + created,
    deleted: before.deleted + deleted,
    updated: before.updated + changes.length - created - deleted,
    touchedAccounts: new Set([...before.touchedAccounts, ...changes.flatMap(accountsOf)]),
  };
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
    : [fieldOf(before, "accountId"), fieldOf(after, "accountId")].filter((id) => typeof id === "string");
