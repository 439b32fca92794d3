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
