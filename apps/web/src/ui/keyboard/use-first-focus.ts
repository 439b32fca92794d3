import { type RefObject, useEffect, useRef } from "react";

/**
 * Gives the focus to the field that is marked with `data-autofocus` when what holds it appears, and
 * selects its text. Dialogs do the first by themselves; what opens inside a page does not.
 */
export function useFirstFocus<T extends HTMLElement>(): RefObject<T | null> {
  const holder = useRef<T>(null);
  useEffect(() => {
    const field = holder.current?.querySelector<HTMLInputElement>("input[data-autofocus]");
    field?.focus();
    field?.select();
  }, []);
  return holder;
}
