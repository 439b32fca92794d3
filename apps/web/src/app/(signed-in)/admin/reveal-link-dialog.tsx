import { Button, Group } from "@mantine/core";
import { CopySecret } from "#secrets/copy-secret.tsx";
import { RevealOnceDialog } from "#secrets/reveal-once.tsx";
import { Notice } from "#ui/notice.tsx";

/**
 * Shows the link of a new invitation, this once: like a new key, it is gone when the dialog is
 * closed or the page left.
 */
export function RevealLinkDialog({ link, onStored }: { link: string; onStored: () => void }) {
  return (
    <RevealOnceDialog title="Pass this link on" size="lg" onStored={onStored}>
      <Notice title="This is shown only once">
        It lets one person create an account. If it is lost, revoke the invitation and create
        another.
      </Notice>
      <CopySecret value={link} what="link" />
      <Group justify="flex-end">
        <Button onClick={onStored}>I have copied it</Button>
      </Group>
    </RevealOnceDialog>
  );
}
