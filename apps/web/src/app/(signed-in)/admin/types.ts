import type { RouterOutputs } from "@pfn/api";

export type User = RouterOutputs["admin"]["users"]["items"][number];
