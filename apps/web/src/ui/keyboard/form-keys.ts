import type { KeyboardEvent } from "react";

interface FormKeys {
  /** While a form is on its way it is not sent again. */
  isBusy: boolean;
  onCancel: () => void;
}

/** The keys of a form: Ctrl+Enter or Cmd+Enter sends it from any field, Escape closes it. */
export const formKeys =
  ({ isBusy, onCancel }: FormKeys) =>
  (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!isBusy) event.currentTarget.requestSubmit();
    }
    if (event.key === "Escape" && !closesOwnMenu(event.target)) {
      event.stopPropagation();
      onCancel();
    }
  };

/**
 * A field whose list or calendar is open closes that first. Mantine's fields show it by this
 * attribute.
 */
const closesOwnMenu = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.getAttribute("data-mantine-stop-propagation") === "true";
