import type { AppRouter, Problem, RouterInputs, RouterOutputs } from "@pfn/api";

// The only file that reads the API's types, so that the published package can bring what is in it written out: see build/.

/** The router as tRPC's own types see it. */
export type ApiRouter = AppRouter;

/** What only a signed-in person may call, and no key ever. */
export type SessionOnly = "account" | "admin" | "integrationKeys";

/** Inputs by feature and verb, e.g. `PfnInputs["transactions"]["create"]`. */
export type PfnInputs = {
  [Feature in Exclude<keyof RouterInputs, SessionOnly>]: {
    [Verb in keyof RouterInputs[Feature]]: Optional<RouterInputs[Feature][Verb]>;
  };
};

/** tRPC says `void` where an input may be left out. */
type Optional<Input> = undefined extends Input ? Exclude<Input, void> | undefined : Input;

/** Answers by feature and verb, e.g. `PfnOutputs["transactions"]["list"]["items"][number]`. */
export type PfnOutputs = Omit<RouterOutputs, SessionOnly>;

/** Codes of the server's refusals. */
export type ProblemCode = Problem["code"];

/** What every call takes beside its input. */
export interface CallOptions {
  /** Ends the call, its repetitions and the waiting between them. */
  signal?: AbortSignal;
}

/** A read. The input may be left out where every field of it may. */
export interface PfnQuery<Input, Output> {
  query: undefined extends Input
    ? (input?: Input, options?: CallOptions) => Promise<Output>
    : (input: Input, options?: CallOptions) => Promise<Output>;
}

/** A write. */
export interface PfnMutation<Input, Output> {
  mutate: undefined extends Input
    ? (input?: Input, options?: CallOptions) => Promise<Output>
    : (input: Input, options?: CallOptions) => Promise<Output>;
}

type Routes = AppRouter["_def"]["record"];

/**
 * A ledger's API, fully typed: `client.<feature>.<verb>.query(input)` to read, `.mutate(input)` to write, as in pfn's router. Each call
 * takes `{ signal }` as second argument. Every rejection is a `PfnError`.
 */
export type PfnClient = {
  readonly [Feature in keyof PfnInputs]: {
    readonly [Verb in keyof PfnInputs[Feature]]: Verb extends keyof Routes[Feature] & keyof PfnOutputs[Feature]
      ? Routes[Feature][Verb] extends { _def: { type: "query" } }
        ? PfnQuery<PfnInputs[Feature][Verb], PfnOutputs[Feature][Verb]>
        : PfnMutation<PfnInputs[Feature][Verb], PfnOutputs[Feature][Verb]>
      : never;
  };
};

/** Writes that know no idempotency key, by path. Nothing makes it safe to send one of them twice. */
export type UnkeyedWrite = {
  [Feature in keyof PfnClient]: {
    [Verb in keyof PfnClient[Feature]]: PfnClient[Feature][Verb] extends PfnMutation<infer Input, unknown>
      ? "idempotencyKey" extends keyof NonNullable<Input>
        ? never
        : `${Feature}.${Verb & string}`
      : never;
  }[keyof PfnClient[Feature]];
}[keyof PfnClient];
