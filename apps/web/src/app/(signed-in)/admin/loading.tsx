import { Skeleton } from "@mantine/core";

/** The outline of the page while it is on the way. */
export default function Loading() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton h={32} w={160} mb={10} />
      <Skeleton h={20} w={260} mb="lg" />
      <Skeleton h={260} radius="lg" />
    </div>
  );
}
