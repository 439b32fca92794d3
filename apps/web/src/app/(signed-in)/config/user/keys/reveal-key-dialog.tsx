import { Anchor, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import type { RouterOutputs } from "@pfn/api";
import { flushSync } from "react-dom";
import { dialog } from "../../../../../ui/dialog";
import { Notice } from "../../../../../ui/notice";
import { CopyableKey } from "./copyable-key";
import { KeySnippets } from "./key-snippets";

interface RevealKeyDialogProps {
  created: RouterOutputs["integrationKeys"]["create"];
  serverUrl: string;
  onStored: () => void;
}

/**
 * Shows a new key. Neither Escape nor a click beside it closes the dialog, and the browser asks before it leaves the page: only "I have
 * stored it" ends it.
 */
export function RevealKeyDialog({ created: { key, integrationKey }, serverUrl, onStored }: RevealKeyDialogProps) {
  useWindowEvent("beforeunload", (event) => event.preventDefault());
  // A browser may keep the whole page for its back button, with all state; the key must not be in it.
  useWindowEvent("pagehide", () => flushSync(onStored));
  return (
    <Modal
      opened
      onClose={onStored}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      title="Store your key now"
      size="xl"
      {...dialog}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="lg">
        <Notice title="It is shown only this once">
          pfn keeps a fingerprint, not the key. Put it into a password manager or your program’s secrets; a lost key is
          rotated, not recovered.
        </Notice>
        <div>
          <Text fz="sm" c="dimmed" mb={6} style={{ overflowWrap: "anywhere" }}>
            {integrationKey.mode === "live" ? "Live key" : "Test key"} for <bdi>{integrationKey.label}</bdi>
          </Text>
          <CopyableKey value={key} />
        </div>
        <KeySnippets serverUrl={serverUrl} apiKey={key} />
        <Group justify="space-between" gap="sm">
          {/* In a tab of its own, because the key is shown only here. */}
          <Anchor href="/docs/agents" target="_blank" fz="sm">
            Guide for agents (new tab)
          </Anchor>
          <Button onClick={onStored}>I have stored it</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
