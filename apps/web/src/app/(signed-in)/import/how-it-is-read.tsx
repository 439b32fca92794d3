import { List, Spoiler, Text } from "@mantine/core";
import { count } from "#ui/count.ts";
import type { Preview } from "./import-words";

/** Why the file is read as it is, and the lines of it that are no transactions. */
export function HowItIsRead({ preview }: { preview: Preview }) {
  const { evidence, otherLines, otherLineCount } = preview;
  return (
    <>
      {evidence.length > 0 && (
        <List size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {evidence.map(({ field, says }) => (
            <List.Item key={field}>
              Read as <bdi>{says}</bdi>.
            </List.Item>
          ))}
        </List>
      )}
      {otherLineCount > 0 && (
        <section aria-label="Lines that are no transactions">
          <Text fz="sm" c="dimmed">
            {count(otherLineCount, "line")} of the file left out as no transactions:
          </Text>
          <Spoiler maxHeight={60} showLabel="Show all" hideLabel="Show fewer">
            <List size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
              {otherLines.map(({ line, text, why }) => (
                <List.Item key={line}>
                  Line {line}: <bdi>{text}</bdi> ({why})
                </List.Item>
              ))}
            </List>
          </Spoiler>
        </section>
      )}
    </>
  );
}
