import type { Money } from "#ui/money.ts";

/** An amount as a height to draw. Never compute with it. */
export const toNumber = ({ amount }: Money): number => Number(amount);
