/** The length of a day without a change of clocks. */
export const DAY_MS = 24 * 3_600_000;
export const DAY_SECONDS = DAY_MS / 1_000;
