import pg from "pg";

/**
 * Waits are counted in ticks. Ticks come late when this process is held up, so its own pauses do
 * not count as the server's. The rest of the 3 s of F1 is for the caller's work before and after.
 */
const TICK_MS = 100;
/** After this long without a reply to any statement, the server is asked whether it is there. */
const ASK_AFTER = 6;
/** After this long without any reply, the server counts as lost. */
const LOST_AFTER = 22;
/**
 * A statement that waits this long has lost its connection: the server ends each after 5 s (F2).
 */
const DEAF_AFTER = 60;

interface Watch {
  ask: () => Promise<unknown>;
  patience: number;
}

interface Unanswered {
  client: pg.ClientBase;
  ticks: number;
}

/**
 * Ends the connections of `pool` that wait for a frozen or unreachable server, so that their
 * callers get an error in time (F1). A slow server, or one whose statements wait for a lock,
 * replies when it is asked over a new connection; its statements may then take as long as the
 * server allows. A statement that is given up may still have taken effect.
 *
 * @param ask resolves when the server replied over a new connection; must end by itself
 */
export function watchServer(pool: pg.Pool, { ask, patience }: Watch): void {
  const unanswered = new Set<Unanswered>();
  let timer: NodeJS.Timeout | undefined;
  let silence = 0;
  let isAsking = false;

  const answered = () => {
    silence = 0;
  };
  const begin = (client: pg.ClientBase) => {
    const statement = { client, ticks: 0 };
    if (unanswered.size === 0) silence = 0;
    unanswered.add(statement);
    timer ??= setInterval(tick, TICK_MS * patience).unref();
    return (error?: unknown) => {
      unanswered.delete(statement);
      if (isFromServer(error)) answered();
    };
  };
  const tick = () => {
    if (unanswered.size === 0) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    silence += 1;
    const isLost = silence >= LOST_AFTER;
    for (const statement of unanswered) {
      statement.ticks += 1;
      if (isLost || statement.ticks >= DEAF_AFTER) end(statement.client);
    }
    if (silence < ASK_AFTER || isAsking) return;
    isAsking = true;
    void ask()
      .then(answered, (error: unknown) => isFromServer(error) && answered())
      .finally(() => {
        isAsking = false;
      });
  };
  pool.on("connect", (client) => {
    answered();
    observeStatements(client, begin);
  });
}

/** A refusal is a reply too: too many connections, or a statement that took too long. */
function isFromServer(error: unknown): boolean {
  return !error || error instanceof pg.DatabaseError;
}

/** Ends the connection and its statements at once. The pool opens another one when needed. */
function end(client: pg.ClientBase): void {
  // The connections of a pool can be ended, though its types do not know it.
  if (client instanceof pg.Client) void client.end();
}

/** Calls `begin` for each statement, and the function that it returned at the statement's end. */
function observeStatements(
  client: pg.ClientBase,
  begin: (client: pg.ClientBase) => (error?: unknown) => void,
): void {
  client.query = new Proxy(client.query, {
    apply(target, self, parameters: unknown[]) {
      const done = begin(client);
      const callback = parameters.at(-1);
      if (typeof callback !== "function") {
        const answer = Reflect.apply(target, self, parameters);
        Promise.resolve(answer).then(() => done(), done);
        return answer;
      }
      const hear = (error: unknown, ...rest: unknown[]) => {
        done(error);
        Reflect.apply(callback, undefined, [error, ...rest]);
      };
      return Reflect.apply(target, self, [...parameters.slice(0, -1), hear]);
    },
  });
}
