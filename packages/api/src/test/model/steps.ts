import fc from "fast-check";

/** Rows are named by a number that is taken modulo as many as there are. */
const at = fc.nat(99);
const by = fc.constantFrom("owner" as const, "owner" as const, "agent" as const);
/** How a write is made: as it is, tried before, or sent twice under one idempotency key. */
const mode = fc.constantFrom("plain" as const, "plain" as const, "dry" as const, "repeat" as const);
export const DAYS = ["2026-01-15", "2026-01-31", "2026-02-01", "2026-03-05"] as const;
const day = fc.constantFrom(...DAYS);
/** Few, so that two rows often fit each other as legs of a transfer. */
const amount = fc.constantFrom<bigint>(-1_000n, 1_000n, -501n, 501n, -1n, 0n);
const name = fc.constantFrom("A", "B", "C", "D", "E");

const newRow = fc.record({
  account: at,
  amount,
  day,
  payee: fc.constantFrom("Bakery", "Cinema"),
  categories: fc.array(fc.option(at), { minLength: 1, maxLength: 2 }),
  externalId: fc.option(fc.constantFrom("1", "2"), { freq: 1 }),
  status: fc.constantFrom("posted" as const, "posted" as const, "pending" as const),
});

const patch = fc.oneof(
  fc.record({ field: fc.constant("amount" as const), amount, bothLegs: fc.boolean() }),
  fc.record({ field: fc.constant("category" as const), category: fc.option(at) }),
  fc.record({
    field: fc.constant("split" as const),
    categories: fc.tuple(fc.option(at), fc.option(at)),
  }),
  fc.record({ field: fc.constant("date" as const), day }),
  fc.record({ field: fc.constant("payee" as const), payee: fc.constantFrom("Bakery", "Market") }),
  fc.record({
    field: fc.constant("status" as const),
    status: fc.constantFrom("posted" as const, "pending" as const),
  }),
  fc.record({ field: fc.constant("review" as const) }),
);
export type PatchStep = typeof patch extends fc.Arbitrary<infer S> ? S : never;

/** What every write has. */
const write = <K extends string>(kind: K) => ({ kind: fc.constant(kind), by, mode });

const filters = fc.record(
  {
    account: at,
    category: at,
    uncategorized: fc.boolean(),
    flow: fc.constantFrom("income" as const, "expense" as const),
    from: day,
    to: day,
    direction: fc.constantFrom("in" as const, "out" as const),
    status: fc.constantFrom("posted" as const, "pending" as const),
    review: fc.constantFrom("unreviewed" as const, "reviewed" as const),
    kind: fc.constantFrom("regular" as const, "transfer" as const, "opening" as const),
  },
  { requiredKeys: [] },
);
export type FilterStep = typeof filters extends fc.Arbitrary<infer S> ? S : never;

const SOME_STEP = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      ...write("create"),
      rows: fc.array(newRow, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      ...write("patch"),
      rows: fc.array(fc.record({ at, patch }), { minLength: 1, maxLength: 2 }),
      isStale: fc.nat(9).map((n) => n === 9),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...write("delete"),
      rows: fc.array(at, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...write("transfer"),
      from: at,
      to: at,
      amount: fc.constantFrom(501n, 1_000n),
      day,
    }),
  },
  { weight: 2, arbitrary: fc.record({ ...write("link"), at, fits: fc.nat(5).map((n) => n < 5) }) },
  { weight: 1, arbitrary: fc.record({ ...write("unlink"), at }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...write("createCategory"),
      name,
      isIncome: fc.boolean(),
      parent: fc.option(at),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...write("moveCategory"),
      at,
      name: fc.option(name),
      parent: fc.option(at),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...write("archive"), at, isArchived: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ ...write("merge"), from: at, into: at }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...write("createAccount"), name, opening: fc.option(amount), day }),
  },
  { weight: 2, arbitrary: fc.record({ ...write("close"), at, day, isReopened: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ ...write("undo"), at: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ ...write("undoMany"), at: fc.nat(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("look" as const),
      filters,
      groupBy: fc.constantFrom("category" as const, "month" as const, "account" as const),
      asOf: day,
      limit: fc.integer({ min: 1, max: 4 }),
    }),
  },
);

/** One thing that happens to a ledger. */
export type Step = typeof SOME_STEP extends fc.Arbitrary<infer S> ? S : never;
export type StepOf<K extends Step["kind"]> = Extract<Step, { kind: K }>;
export type WriteStep = Exclude<Step, { kind: "look" }>;

/**
 * Little else than undoing, by both and of all that can be undone: writes, undos, sweeps, and undos
 * of those.
 */
const SOME_UNDO = fc.oneof(
  { weight: 2, arbitrary: SOME_STEP },
  { weight: 4, arbitrary: fc.record({ ...write("undo"), at: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ ...write("undo"), at: fc.constant(0) }) },
  { weight: 3, arbitrary: fc.record({ ...write("undoMany"), at: fc.nat(9) }) },
);

/** What happens to one ledger, in order: of every length alike. */
export const histories = fc.oneof(
  { weight: 3, arbitrary: fc.array(SOME_STEP, { minLength: 1, maxLength: 12, size: "max" }) },
  { weight: 1, arbitrary: fc.array(SOME_UNDO, { minLength: 4, maxLength: 16, size: "max" }) },
);
