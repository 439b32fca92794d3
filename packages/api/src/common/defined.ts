/** An object without the fields that are undefined. */
export type Defined<T extends object> = {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
} & { [K in keyof T as undefined extends T[K] ? never : K]: T[K] };

/**
 * The fields that have a value, for Prisma and for outputs, where a field that is `undefined` is
 * not the same as none.
 *
 * @example defined({ label, scopes: undefined }) // { label }
 */
export function defined<T extends object>(fields: T): Defined<T> {
  // The type says what the filter does: every field that may be undefined is optional.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
}
