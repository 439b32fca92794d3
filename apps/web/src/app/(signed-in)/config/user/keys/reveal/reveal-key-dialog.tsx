import { Anchor, Button, Group, Text } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { CopySecret } from "#secrets/copy-secret.tsx";
import { RevealOnceDialog } from "#secrets/reveal-once.tsx";
import { Notice } from "#ui/notice.tsx";
import { KeySnippets } from "./key-snippets";

interface RevealKeyDialogProps {
  created: RouterOutputs["integrationKeys"]["create"];
  serverUrl: string;
  onStored: () => void;
}

/** Shows a new key, this once. */
export function RevealKeyDialog({
  created: { key, integrationKey },
  serverUrl,
  onStored,
}: RevealKeyDialogProps) {
  return (
    <RevealOnceDialog title="Store your key now" size="xl" onStored={onStored}>
      <Notice title="This is shown only once">
        pfn stores only a hash, never the key. Save it in a password manager or in your program’s
        secrets. A lost key cannot be recovered: rotate it instead.
      </Notice>
      <div>
        <Text fz="sm" c="dimmed" mb={6} style={{ overflowWrap: "anywhere" }}>
          {integrationKey.mode === "live" ? "Live key" : "Test key"} for{" "}
          <bdi>{integrationKey.label}</bdi>
        </Text>
        <CopySecret value={key} />
      </div>
      <KeySnippets serverUrl={serverUrl} apiKey={key} />
      <Group justify="space-between" gap="sm">
        {/* In a tab of its own, because the key is shown only here. */}
        <Anchor href="/docs/agents" target="_blank" fz="sm">
          Guide for agents (new tab)
        </Anchor>
        <Button onClick={onStored}>I have stored it</Button>
      </Group>
    </RevealOnceDialog>
  );
}
