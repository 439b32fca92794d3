import { Button, Group, Modal, Stack } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { flushSync } from "react-dom";
import { dialog } from "../../../ui/dialog";
import { Notice } from "../../../ui/notice";
import { CopyableKey } from "../config/user/keys/copyable-key";

/** Shows the link of a new invitation, this once: like a new key, it is gone when the dialog is closed or the page left. */
export function RevealLinkDialog({ link, onStored }: { link: string; onStored: () => void }) {
  useWindowEvent("beforeunload", (event) => event.preventDefault());
  useWindowEvent("pagehide", () => flushSync(onStored));
  return (
    <Modal
      opened
      onClose={onStored}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      title="Pass this link on"
      size="lg"
      {...dialog}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="lg">
        <Notice title="It is shown only this once">
          It lets one person create an account. When it gets lost, take the invitation back and make another.
        </Notice>
        <CopyableKey value={link} what="link" />
        <Group justify="flex-end">
          <Button onClick={onStored}>I have copied it</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
