import { Group, Radio, Text } from "@mantine/core";
import styles from "./choice-card.module.css";

interface ChoiceCardProps {
  value: string;
  title: string;
  text: string;
  isChosen: boolean;
  /** Takes the whole row. */
  isWide?: boolean;
}

/**
 * One of several choices inside a `Radio.Group`, with a sentence about it. Tab reaches the chosen
 * one, arrows the others.
 */
export function ChoiceCard({ value, title, text, isChosen, isWide = false }: ChoiceCardProps) {
  return (
    <Radio.Card
      value={value}
      radius="md"
      p="sm"
      tabIndex={isChosen ? 0 : -1}
      className={styles["card"] ?? ""}
      mod={{ wide: isWide }}
    >
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Radio.Indicator mt={2} />
        <div>
          <Text fz="sm" fw={600}>
            {title}
          </Text>
          <Text fz="sm" c="dimmed" lh={1.4}>
            {text}
          </Text>
        </div>
      </Group>
    </Radio.Card>
  );
}
