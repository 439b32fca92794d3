import pg from "pg";
import { createCopy } from "./prepare-template";
import { changesMoreThanRows, RESET } from "./reset";
import type { PostgresSource } from "./source";

type Copy = Awaited<ReturnType<typeof createCopy>>;

/** Emptied databases on the server. The next test file of this process may use them. */
const idle: Copy[] = [];

interface BorrowedCopy {
  url: string;
  /** Call it for each statement. */
  note: (sql: string) => void;
  /** Call it when all connections are closed. A second call does nothing. */
  giveBack: () => Promise<void>;
}

/** A new or emptied copy of the template. If more than its rows changed, it is not used again. */
export async function reuseCopy(source: PostgresSource): Promise<BorrowedCopy> {
  const copy = idle.pop() ?? (await createCopy(source));
  let isReusable = true;
  let givingBack: Promise<void> | undefined;
  const giveBack = async () => {
    if (!isReusable) return copy.drop();
    await empty(copy.url);
    idle.push(copy);
  };
  return {
    url: copy.url,
    note: (sql) => {
      isReusable &&= !changesMoreThanRows(sql);
    },
    giveBack: () => {
      givingBack ??= giveBack();
      return givingBack;
    },
  };
}

async function empty(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    for (const statement of RESET) await client.query(statement);
  } finally {
    await client.end();
  }
}
