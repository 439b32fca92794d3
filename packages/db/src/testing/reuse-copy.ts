import pg from "pg";
import { createCopy } from "./prepare-template";
import { changesMoreThanRows, RESET } from "./reset";
import type { PostgresSource } from "./source";

type Copy = Awaited<ReturnType<typeof createCopy>>;

/**
 * Databases on the server that are empty again and wait for their next test file of this process.
 */
const idle: Copy[] = [];

interface BorrowedCopy {
  url: string;
  /** To be told of every statement. */
  note: (sql: string) => void;
  /** Once every connection to it is closed. Calling it again does nothing. */
  giveBack: () => Promise<void>;
}

/**
 * A copy of the template, new or emptied. It is not used again when more than its rows was changed.
 */
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
