import type { HTTPLinkOptions } from "@trpc/client";

/** The part of `fetch` that tRPC's client uses. */
type Send = NonNullable<HTTPLinkOptions<{ transformer: false; errorShape: unknown }>["fetch"]>;

/** No reply came, or it broke off. */
export class NoReply extends Error {
  override readonly name = "NoReply";
}

/** Something replied that cannot be pfn. */
export class ForeignReply extends Error {
  override readonly name = "ForeignReply";

  constructor(
    readonly status: number,
    readonly headers: Headers,
  ) {
    super(`status ${status}, not JSON`);
  }
}

/** A reply that was read to its end and is JSON. */
export class Reply {
  constructor(
    readonly ok: boolean,
    readonly headers: Headers,
    readonly content: unknown,
  ) {}

  async json(): Promise<unknown> {
    return this.content;
  }
}

/**
 * `fetch` as the client needs it: the whole reply is read here, so that each failure is told apart
 * where it happens. Redirects are not followed: they would turn a write into a read, and pfn's API
 * has none.
 *
 * @throws NoReply, ForeignReply
 */
export function createSend(fetch: typeof globalThis.fetch): Send {
  return async (url, init) => {
    const reply = await received(
      fetch(String(url), { ...init, redirect: "manual" } as RequestInit),
    );
    const text = await received(reply.text());
    const content = parse(text);
    if (content === undefined) throw new ForeignReply(reply.status, reply.headers);
    return new Reply(reply.ok, reply.headers, content);
  };
}

async function received<T>(pending: Promise<T>): Promise<T> {
  try {
    return await pending;
  } catch (cause) {
    throw new NoReply("no reply", { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
