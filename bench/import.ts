import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Db, Tx } from "@pfn/db";
import { openDatabase } from "./src/open-database";
import { postTo } from "./src/post-to";
import { listen, seedImporter, startRuntime } from "./src/start-http";
import { watchProcess } from "./src/watch-process";

/**
 * The largest file that an import takes, through the REST endpoint: preview, commit, undo, and undo
 * of the undo. Beside it as the floor: the same number of rows inserted by bare statements with
 * every index and constraint, but without file, verdicts and log. Prints rows per second, their
 * ratio to the floor, memory above idle and the longest stall of the event loop; asserts nothing.
 *
 * @example DATABASE_URL=postgres://… pnpm --filter @pfn/bench exec tsx import.ts 20000
 */
const ROWS = Number(process.argv[2] ?? 20_000);

/** Ends a transaction whose rows are not wanted. */
class TakeBack extends Error {}

await using opened = await openDatabase(process.env["DATABASE_URL"]);
const { database } = opened;
const runtime = startRuntime(database);
const server = await listen(runtime);
const { authorization, accountId } = await seedImporter(database.client);
const post = postTo(server, authorization);

await describeMachine();
const first = await post("/imports", { accountId, ...fileOf(10) });
await post(
  `/operations/${(await post(`/imports/${first.import.id}/commit`, {})).operationId}/undo`,
  {},
);
await sleep(1_000);
const idle = process.memoryUsage.rss();
print(`idle: ${Math.round(idle / 1_048_576)} MB`);

const floor = await measure("floor", () => insertPlainly(database.client, accountId));
const preview = await measure("preview", () => post("/imports", { accountId, ...fileOf(ROWS) }));
const commit = await measure("commit", () =>
  post(`/imports/${preview.value.import.id}/commit`, {}),
);
const undo = await measure("undo", () => post(`/operations/${commit.value.operationId}/undo`, {}));
const redo = await measure("redo", () => post(`/operations/${undo.value.operationId}/undo`, {}));
const both = preview.seconds + commit.seconds;
print(`preview + commit: ${Math.round(ROWS / both)} rows/s, ${ratio(both)} of the floor's speed`);
print(`undo: ${ratio(undo.seconds)}, redo: ${ratio(redo.seconds)} of the floor's speed`);

server.closeAllConnections();
server.close();
await runtime.close();

function ratio(seconds: number): string {
  return (floor.seconds / seconds).toFixed(2);
}

interface Measured<T> {
  value: T;
  seconds: number;
}

async function measure<T>(name: string, step: () => Promise<T>): Promise<Measured<T>> {
  const { value, seconds, memory, stall } = await watchProcess(idle, step);
  const costs = `${memory} MB above idle, longest stall ${stall} ms`;
  print(`${name}: ${seconds.toFixed(2)} s, ${Math.round(ROWS / seconds)} rows/s, ${costs}`);
  return { value, seconds };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Inserts the rows of the file by bare statements, checked like any others, and rolls back. */
async function insertPlainly(db: Db, account: string): Promise<void> {
  const insert = async (tx: Tx) => {
    for (let from = 0; from < ROWS; from += 2_000) {
      await tx.$executeRaw`
        with made as (
          insert into transactions (
            id, ledger_id, account_id, date, amount_minor, currency, payee, raw_text, fingerprint,
            created_by_operation_id, updated_at
          )
          select gen_random_uuid(), a.ledger_id, a.id, date '2016-01-01' + n % 3650,
            -(125 + 100 * (n % 90)), a.currency, 'Shop ' || n % 500, 'Shop ' || n % 500,
            encode(sha256(n::text::bytea), 'hex'),
            (select id from operations where ledger_id = a.ledger_id limit 1), now()
          from accounts a cross join generate_series(${from}::int, ${from}::int + 1999) n
          where a.id = ${account}::uuid
          returning id, ledger_id, amount_minor
        )
        insert into transaction_lines (id, ledger_id, transaction_id, position, amount_minor)
        select gen_random_uuid(), ledger_id, id, 0, amount_minor from made`;
      await tx.$executeRaw`set constraints all immediate`;
      await tx.$executeRaw`set constraints all deferred`;
    }
    throw new TakeBack();
  };
  await db.$transaction(insert, { timeout: 60_000 }).catch((error: unknown) => {
    if (!(error instanceof TakeBack)) throw error;
  });
}

function fileOf(rows: number): { fileName: string; text: string } {
  const day = (row: number) =>
    new Date(Date.UTC(2016, 0, 1 + (row % 3_650))).toISOString().slice(0, 10);
  const lines = Array.from(
    { length: rows },
    (_, row) => `${day(row)},Shop ${row % 500},-${1 + (row % 90)}.25`,
  );
  return { fileName: `${rows}.csv`, text: ["Date,Payee,Amount", ...lines, ""].join("\n") };
}

async function describeMachine(): Promise<void> {
  const [{ version = "" } = {}] = await database.client.$queryRaw<
    { version: string }[]
  >`select version()`;
  const [cpu] = cpus();
  print(`${cpus().length} × ${cpu?.model ?? "unknown"}, Node ${process.version}`);
  print(`${database.engine}: ${version.split(" on ")[0]}`);
}
