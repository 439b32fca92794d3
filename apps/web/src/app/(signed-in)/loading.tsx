import { Skeleton, Stack } from "@mantine/core";

/** The outline of a page while its content is on the way. */
export default function Loading() {
  return (
    <Stack gap="lg" role="status" aria-label="Loading">
      <Skeleton h={34} w={220} />
      <Skeleton h={140} />
      <Skeleton h={320} />
    </Stack>
  );
}
