import { useSyncExternalStore } from "react";
import { type DayStyle, dayStyleOf } from "./parse-day";

/** The server does not know the reader's language. */
const BEFORE_MOUNT: DayStyle = { order: "DMY", mark: "/" };

let own: DayStyle | undefined;

function readOwn(): DayStyle {
  own ??= dayStyleOf(navigator.language);
  return own;
}

const neverChanges = () => () => undefined;

/** How the reader writes days as numbers, by the language of the browser. */
export const useDayStyle = (): DayStyle =>
  useSyncExternalStore(neverChanges, readOwn, () => BEFORE_MOUNT);
