import type { RouterOutputs } from "@pfn/api";

export type Transaction = RouterOutputs["transactions"]["list"]["items"][number];

export type Category = RouterOutputs["categories"]["list"]["items"][number];

/** What a transaction can be put into. */
export interface Choices {
  accounts: RouterOutputs["accounts"]["list"]["items"];
  categories: readonly Category[];
}
