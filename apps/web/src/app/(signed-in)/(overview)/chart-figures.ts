import type { Money } from "#ui/money.ts";

/**
 * An amount as a height to draw, never to be computed with: the exact figures stand beside the
 * chart.
 */
export const toNumber = ({ amount }: Money): number => Number(amount);
