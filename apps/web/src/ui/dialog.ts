/** How every dialog looks, whether it is a `Modal` or opened through `modals`. */
export const dialog = {
  centered: true,
  radius: "lg",
  padding: "lg",
  overlayProps: { backgroundOpacity: 0.45 },
  closeButtonProps: { "aria-label": "Close" },
  // A dialog's header must not be announced as the banner of the page.
  attributes: { header: { role: "presentation" } },
  styles: { title: { fontSize: "var(--mantine-font-size-lg)", fontWeight: 650 } },
} as const;

/**
 * A question before something ends permanently. Cancel has the focus. The confirm button has a red
 * of its own, because white is not readable on the palette's.
 */
export const gravely = {
  ...dialog,
  confirmProps: { color: "#b42318" },
  cancelProps: { "data-autofocus": true },
} as const;
