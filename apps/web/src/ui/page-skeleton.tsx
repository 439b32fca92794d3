import { Skeleton } from "@mantine/core";

/** The outline of a page with a heading and one panel while it loads. */
export function PageSkeleton({ panelHeight }: { /** In px. */ panelHeight: number }) {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton h={32} w={160} mb={10} />
      <Skeleton h={20} w={260} mb="lg" />
      <Skeleton h={panelHeight} radius="lg" />
    </div>
  );
}
