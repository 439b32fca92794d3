import { Progress, Text } from "@mantine/core";

/**
 * How far long work is, in words and as a bar; `percent` is null while only that it goes on is
 * known.
 */
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
          // Without a value it is to assistive technology what it is to the eye: going on, nobody
          // knows how far.
          {...(percent === null && { "aria-valuenow": undefined, "aria-valuetext": words })}
        />
      </Progress.Root>
    </>
  );
}
