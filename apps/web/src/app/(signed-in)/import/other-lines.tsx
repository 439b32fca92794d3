import { Button, List } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { count } from "#ui/count.ts";
import type { Preview } from "./import-words";

/** The lines of the file that are no transactions, folded: what they are, and why. */
export function OtherLines({ answer: { otherLines, otherLineCount } }: { answer: Preview }) {
  const [isOpen, list] = useDisclosure();
  if (otherLineCount === 0) return null;
  const rest = otherLineCount - otherLines.length;
  return (
    <section aria-label="Lines that are no transactions">
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        aria-expanded={isOpen}
        rightSection={isOpen ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
        onClick={list.toggle}
      >
        {count(otherLineCount, "line")} left out as no transactions
      </Button>
      {isOpen && (
        <List size="sm" c="dimmed" mt="xs" style={{ overflowWrap: "anywhere" }}>
          {otherLines.map(({ line, text, why }) => (
            <List.Item key={`${line} ${text}`}>
              Line {line}: <bdi>{text}</bdi> ({why})
            </List.Item>
          ))}
          {rest > 0 && <List.Item>And {rest.toLocaleString("en")} more.</List.Item>}
        </List>
      )}
    </section>
  );
}
