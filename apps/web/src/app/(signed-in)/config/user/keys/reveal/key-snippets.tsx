import { Button, Code, CopyButton, Group, Tabs, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import styles from "./key-snippets.module.css";
import { type Connection, type Snippet, snippetsFor } from "./snippets";

/** How to use the key, for the three most common kinds of programs. */
export function KeySnippets(connection: Connection) {
  const snippets = snippetsFor(connection);
  return (
    <Tabs defaultValue="curl" keepMounted={false}>
      <Tabs.List aria-label="How to use the key">
        {snippets.map(({ id, title }) => (
          <Tabs.Tab key={id} value={id}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {snippets.map((snippet) => (
        <Tabs.Panel key={snippet.id} value={snippet.id} pt="sm">
          <SnippetText snippet={snippet} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function SnippetText({ snippet: { title, hint, text } }: { snippet: Snippet }) {
  return (
    <>
      <Group justify="space-between" gap="sm" mb={6} wrap="nowrap">
        <Text fz="sm" c="dimmed">
          {hint}
        </Text>
        <CopyButton value={text} timeout={3_000}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="subtle"
              miw={88}
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} stroke={1.75} />}
              aria-label={copied ? "Snippet copied" : "Copy the snippet"}
              onClick={copy}
            >
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </Group>
      {/* Reachable by keyboard, because it scrolls. */}
      <Code
        block
        className={styles["code"] ?? ""}
        tabIndex={0}
        role="region"
        aria-label={`Snippet for ${title}`}
      >
        {text}
      </Code>
    </>
  );
}
