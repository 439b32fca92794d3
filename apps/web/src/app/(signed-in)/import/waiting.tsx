import { Progress, Text } from "@mantine/core";

/** The progress of long work, in words and as a bar; `percent` is null while it is unknown. */
export function Waiting({ words, percent }: { words: string; percent: number | null }) {
  return (
    <>
      <Text fz="sm" mt="md" mb="xs" role="status">
        {words}
      </Text>
      <Progress.Root>
        <Progress.Section
          value={percent ?? 100}
          striped
          animated
          aria-label={words}
          // Without a value, screen readers announce it as indeterminate.
          {...(percent === null && { "aria-valuenow": undefined, "aria-valuetext": words })}
        />
      </Progress.Root>
    </>
  );
}
