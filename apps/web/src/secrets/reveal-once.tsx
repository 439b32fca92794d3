import { Modal, type ModalProps, Stack } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { flushSync } from "react-dom";
import { dialog } from "#ui/dialog.ts";

type RevealOnceDialogProps = Required<Pick<ModalProps, "title" | "size" | "children">> & {
  onStored: () => void;
};

/**
 * Shows a secret that is never shown again (K3). Neither Escape nor a click beside it closes the
 * dialog, and the browser asks before it leaves the page: only a button of its content ends it, by
 * `onStored`.
 */
export function RevealOnceDialog({ title, size, children, onStored }: RevealOnceDialogProps) {
  useWindowEvent("beforeunload", (event) => event.preventDefault());
  // A browser may keep the whole page for its back button, with all state; the secret must not be
  // in it.
  useWindowEvent("pagehide", () => flushSync(onStored));
  return (
    <Modal
      opened
      onClose={onStored}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      title={title}
      size={size}
      {...dialog}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="lg">{children}</Stack>
    </Modal>
  );
}
