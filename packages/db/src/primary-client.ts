import pg from "pg";
import type { ServerAddresses } from "./server-addresses";

/** Milliseconds under PostgreSQL's names of the settings. */
export interface TimeLimits {
  statement_timeout: number;
  lock_timeout: number;
  idle_in_transaction_session_timeout: number;
}

/**
 * A server was reached that must not be used. The message names the remedy. `code` is the SQLSTATE
 * of a server that only reads, or of a connection that was turned down.
 */
export class UnfitServerError extends Error {
  override readonly name = "UnfitServerError";

  constructor(
    readonly code: "25006" | "08004",
    message: string,
  ) {
    super(message);
  }
}

type Connected = Parameters<pg.Client["connect"]>[0];

/**
 * Makes the class of connections that lead to the primary. A standby may lag behind, and would then
 * accept a key that the primary has revoked (K6). So each new connection asks the server before it
 * serves anybody, and is broken when another server becomes the primary.
 *
 * @param limits what the server must end by itself (F2); without them, nothing has a limit
 */
export function createClientClass(servers: ServerAddresses, limits?: TimeLimits) {
  return class PrimaryClient extends pg.Client {
    readonly #address: string;

    constructor(config: pg.ClientConfig = {}) {
      const address = servers.current();
      super({ ...config, ...limits, connectionString: address });
      this.#address = address;
      // Without a listener the event would end the process.
      this.on("error", () => undefined);
      // The pool ends a broken connection itself, so an end does not tell what was the cause.
      this.once("end", () => servers.lost());
    }

    override connect(): Promise<pg.Client>;
    override connect(callback: NonNullable<Connected>): void;
    override connect(callback?: Connected): Promise<pg.Client> | undefined {
      const connected = this.#connectToPrimary();
      if (callback === undefined) return connected;
      // The library's type is that of a callback which takes either an error or a client.
      const call = callback as (error: Error | null, client?: pg.Client) => void;
      connected.then((client) => call(null, client), call);
      return undefined;
    }

    async #connectToPrimary(): Promise<pg.Client> {
      try {
        await super.connect();
        await judge(this, limits);
        if (servers.current() !== this.#address) throw standby();
      } catch (error) {
        servers.lost();
        void this.end();
        throw error;
      }
      // To the pool this looks as if the server had cut the connection.
      const forget = servers.onMoved(() => this.connection.stream.destroy());
      this.once("end", forget);
      return this;
    }
  };
}

interface Session {
  isStandby: boolean;
  role: string;
  /** Settings that are not as they were asked for. */
  ignored: string[];
}

/** A setting is compared as what it means: `300000` comes back as `5min`. */
const JUDGE = `
  select pg_is_in_recovery() as "isStandby", quote_ident(current_user) as role, array(
    select name from json_each_text($1) as asked (name, value)
    where case name when 'TimeZone' then current_setting(name) <> value
      else current_setting(name)::interval <> (value || ' ms')::interval end) as ignored`;

const NO_LIMITS =
  "set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0";

async function judge(client: pg.Client, limits: TimeLimits | undefined): Promise<void> {
  const asked: Record<string, string | number> = { TimeZone: "UTC", ...limits };
  const { rows } = await client.query<Session>(JUDGE, [JSON.stringify(asked)]);
  const [session] = rows;
  if (session === undefined || session.isStandby) throw standby();
  const { role, ignored } = session;
  if (ignored.length > 0) {
    const settings = ignored.map((name) => `alter role ${role} set ${name} = '${asked[name]}';`);
    throw new UnfitServerError(
      "08004",
      `a pooler in front of it ignores ${ignored.join(", ")}. ` +
        `Leave the pooler out, or run on the server: ${settings.join(" ")}`,
    );
  }
  // The role may have limits of its own, such as those from the remedy above.
  if (limits === undefined) await client.query(NO_LIMITS);
}

const standby = () =>
  new UnfitServerError(
    "25006",
    "it is a standby, which may lag behind. " +
      "Name the primary in DATABASE_URL, or all servers with commas between them.",
  );
