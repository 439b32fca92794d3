import { Modal } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { dialog } from "../../../../../ui/dialog";
import type { IntegrationKey } from "./key-words";
import { RotateKeyForm } from "./rotate-key-form";

interface RotateKeyDialogProps {
  /** The key to replace; null: closed. */
  integrationKey: IntegrationKey | null;
  onClose: () => void;
  onRotated: (created: RouterOutputs["integrationKeys"]["rotate"]) => void;
}

/** Replaces a key by a new one that may do the same. */
export function RotateKeyDialog({ integrationKey, onClose, onRotated }: RotateKeyDialogProps) {
  return (
    <Modal
      opened={integrationKey !== null}
      onClose={onClose}
      title="Rotate the key"
      size="lg"
      {...dialog}
    >
      {integrationKey && (
        <RotateKeyForm integrationKey={integrationKey} onCancel={onClose} onRotated={onRotated} />
      )}
    </Modal>
  );
}
