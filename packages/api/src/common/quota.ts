/** At most `limit` units in `windowSeconds`. Callers read the name in the headers. */
export interface Quota {
  name: "key" | "writes" | "network" | "failed-keys" | "keys" | "passwords";
  limit: number;
  windowSeconds: number;
}

/** How a caller stands with a quota after it was used. */
export interface QuotaState extends Quota {
  left: number;
  resetsInSeconds: number;
}
