import type { RouterOutputs } from "@pfn/api";

export type Account = RouterOutputs["accounts"]["list"]["items"][number];
