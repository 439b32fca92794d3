/**
 * Where a procedure answers over REST: a method and a path below `/api/v1`, whose `{names}` are
 * fields of its input.
 */
export interface RestRoute {
  /**
   * Queries are GET; what adds or does something is POST, what changes rows that are there is
   * PATCH.
   */
  method: "GET" | "POST" | "PATCH";
  path: `/${string}`;
}

/** How a procedure is offered to AI agents. That queries only read is known from their type. */
export interface ToolDoc {
  /** snake_case, a verb first: what an agent sees in its list of tools. */
  name: string;
  /**
   * True when the call can overwrite or undo what is there. Adding alone is not destructive.
   */
  isDestructive?: true;
  /** True when the same call once more changes nothing further, even without an idempotency key. */
  isIdempotent?: true;
  /**
   * Fields of the answer that another tool answers too, by that tool's name: its schema alone
   * describes them, so that a long one is listed once.
   */
  describedBy?: Readonly<Record<string, string>>;
}

/**
 * What callers are told about a procedure, written once, beside its access. REST, OpenAPI, the
 * agents' tools and the documentation all read it from here.
 */
export interface ProcedureDoc {
  /** One line, in the imperative, without a full stop. */
  summary: string;
  /** What a caller must know beyond the schemas. Markdown. */
  description?: string;
  /**
   * The REST route, or the reason why there is none: a procedure that a key reaches never lacks one
   * by oversight.
   */
  rest: RestRoute | { none: string };
  /** What a body may measure where that is more than JSON calls have otherwise (T7). */
  maxBodyBytes?: number;
  /** Left out: agents have no tool for it. */
  tool?: ToolDoc;
  /** An input as a caller would send it; it must parse. */
  example?: Readonly<Record<string, unknown>>;
}
