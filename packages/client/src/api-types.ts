import type { AppRouter, Problem, RouterInputs, RouterOutputs } from "@pfn/api";
import type { PfnMutation, PfnQuery } from "./call-types";

// The only file that reads the API's types. The published package has in its place the same types
// written out: see build/describe-api.ts.

/** The router as tRPC's own types see it. */
export type ApiRouter = AppRouter;

/**
 * What only a signed-in person may call, and no key ever: whole features, or single calls as
 * `feature.verb`.
 */
export type SessionOnly =
  | "profile"
  | "admin"
  | "integrationKeys"
  | "ledger.demo"
  | "ledger.removeDemo";

type Feature = Exclude<keyof RouterInputs & keyof RouterOutputs, SessionOnly>;
type Offered<F extends Feature, Verb> = `${F}.${Verb & string}` extends SessionOnly ? never : Verb;

/** tRPC says `void` where an input may be left out. */
type Optional<Input> = undefined extends Input ? Exclude<Input, void> | undefined : Input;

/** Inputs by feature and verb, e.g. `PfnInputs["transactions"]["create"]`. */
export type PfnInputs = {
  [F in Feature]: {
    [Verb in keyof RouterInputs[F] as Offered<F, Verb>]: Optional<RouterInputs[F][Verb]>;
  };
};

/** Answers by feature and verb, e.g. `PfnOutputs["transactions"]["list"]["items"][number]`. */
export type PfnOutputs = {
  [F in Feature]: { [Verb in keyof RouterOutputs[F] as Offered<F, Verb>]: RouterOutputs[F][Verb] };
};

/** Codes of the server's refusals. */
export type ProblemCode = Problem["code"];

type Routes = AppRouter["_def"]["record"];

/**
 * A ledger's API, fully typed: `client.<feature>.<verb>.query(input)` to read, `.mutate(input)` to
 * write, as in pfn's router. Each call takes `{ signal }` as second argument. Every rejection is a
 * `PfnError`.
 */
export type PfnClient = {
  readonly [F in Feature]: {
    readonly [Verb in keyof Routes[F] as Offered<F, Verb>]: Verb extends keyof RouterInputs[F] &
      keyof RouterOutputs[F]
      ? Routes[F][Verb] extends { _def: { type: "query" } }
        ? PfnQuery<Optional<RouterInputs[F][Verb]>, RouterOutputs[F][Verb]>
        : PfnMutation<Optional<RouterInputs[F][Verb]>, RouterOutputs[F][Verb]>
      : never;
  };
};

/**
 * Writes that know no idempotency key, by path. Nothing makes it safe to send one of them twice.
 */
export type UnkeyedWrite = {
  [F in keyof PfnClient]: {
    [Verb in keyof PfnClient[F]]: PfnClient[F][Verb] extends PfnMutation<infer Input, unknown>
      ? "idempotencyKey" extends keyof NonNullable<Input>
        ? never
        : `${F}.${Verb & string}`
      : never;
  }[keyof PfnClient[F]];
}[keyof PfnClient];
