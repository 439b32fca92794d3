import { DAY_MS } from "../../../common/time/lengths";

/** A civil date as a number of days, to reckon with; null stays null. */
export const toDayNumber = (iso: string | null): number | null =>
  iso === null ? null : Date.parse(iso) / DAY_MS;
