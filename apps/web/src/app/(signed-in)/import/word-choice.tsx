import { Checkbox, Group } from "@mantine/core";

interface WordChoiceProps {
  label: string;
  /** The words of the column. */
  words: readonly string[];
  /** Perhaps in other letters than the column has them. */
  chosen: readonly string[];
  isDisabled: boolean;
  onChange: (words: string[]) => void;
}

/** Words of a column, each with a box to tick. */
export function WordChoice({ label, words, chosen, isDisabled, onChange }: WordChoiceProps) {
  const ticked = words.filter((word) =>
    chosen.some((one) => one.toLowerCase() === word.toLowerCase()),
  );
  return (
    <Checkbox.Group label={label} value={ticked} onChange={onChange} mt="sm">
      <Group gap="md" mt={6}>
        {words.map((word) => (
          <Checkbox key={word} value={word} label={<bdi>{word}</bdi>} disabled={isDisabled} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
