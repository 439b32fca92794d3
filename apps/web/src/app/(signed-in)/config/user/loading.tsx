import { Skeleton, Stack } from "@mantine/core";

/** The outline of the account page while it loads. */
export default function Loading() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton h={32} w={240} mb="lg" />
      <Stack gap={48}>
        <Skeleton h={340} radius="lg" />
        <Skeleton h={220} radius="lg" />
        <Skeleton h={300} radius="lg" />
      </Stack>
    </div>
  );
}
