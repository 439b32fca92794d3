import { Button, EmptyState } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { Panel } from "#ui/panel.tsx";

/** What a key is for, to somebody who has none. */
export function NoKeys({ onCreate }: { onCreate: () => void }) {
  return (
    <Panel>
      <EmptyState
        py={48}
        px="lg"
        variant="light"
        icon={<IconKey stroke={1.5} />}
        title="No program can use your ledger yet"
        description="Give an AI agent or a script a key of its own, and it can look things up, sort your transactions or add new ones. You see everything it does, you can undo it, and one click stops it."
        styles={{ description: { maxWidth: 560 } }}
      >
        <EmptyState.Actions>
          <Button onClick={onCreate}>Create your first key</Button>
        </EmptyState.Actions>
      </EmptyState>
    </Panel>
  );
}
