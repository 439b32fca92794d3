import pg from "pg";

/**
 * Waits are counted in ticks, which come late when this process itself is held up: its own pauses
 * are not taken for the server's. What is left of the 3 s of F1 is for the caller's way in and out.
 */
const TICK_MS = 100;
/**
 * So long nothing has to come from a server that has statements to answer; then it is asked whether
 * it is there.
 */
const ASK_AFTER = 6;
/** So long it may be silent altogether. */
const LOST_AFTER = 22;
/**
 * The server ends every statement after 5 s by itself (F2). One that waits longer has lost its
 * connection.
 */
const DEAF_AFTER = 60;

interface Unanswered {
  client: pg.ClientBase;
  ticks: number;
}

/**
 * Ends the connections of `pool` whose statements a frozen or unreachable server leaves unanswered,
 * so that their callers hear of it in time (F1). A server that is merely slow, or has statements
 * waiting for a lock, answers when it is asked over a connection of its own, and then its
 * statements may take as long as the server allows. A statement that is given up may have taken
 * effect: nobody can know.
 *
 * @param ask resolves when the server answered over a new connection; must end by itself
 */
export function watchServer(pool: pg.Pool, ask: () => Promise<unknown>): void {
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
    timer ??= setInterval(tick, TICK_MS).unref();
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

/** Also a refusal is an answer: too many connections, a statement that took too long. */
function isFromServer(error: unknown): boolean {
  return !error || error instanceof pg.DatabaseError;
}

/**
 * Ends the connection at once, and with it its statements. The pool makes another one when somebody
 * needs it.
 */
function end(client: pg.ClientBase): void {
  // A pool's connections are clients that can be ended; its types keep that to themselves.
  if (client instanceof pg.Client) void client.end();
}

/** `begin` hears of every statement; what it answers hears of the statement's end. */
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
