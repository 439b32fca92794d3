import { Button, EmptyState } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { Panel } from "#ui/panel.tsx";

const PROMISE =
  "Give an AI agent or a script its own key. It can then look things up, categorize your " +
  "transactions or add new ones. You see everything it does, can undo it, and can stop it with " +
  "one click.";

/** What a key is for, shown to a person who has none. */
export function NoKeys({ onCreate }: { onCreate: () => void }) {
  return (
    <Panel>
      <EmptyState
        py={48}
        px="lg"
        variant="light"
        icon={<IconKey stroke={1.5} />}
        title="No program can use your ledger yet"
        description={PROMISE}
        styles={{ description: { maxWidth: 560 } }}
      >
        <EmptyState.Actions>
          <Button onClick={onCreate}>Create your first key</Button>
        </EmptyState.Actions>
      </EmptyState>
    </Panel>
  );
}
