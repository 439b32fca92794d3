import { Button, Group, type GroupProps } from "@mantine/core";

interface LoadMoreProps extends GroupProps {
  /** A list that is read page by page. */
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => Promise<unknown>;
  };
  label?: string;
}

/** The way to the next page of a list; nothing where all of it is shown. */
export function LoadMore({ list, label = "Load more", ...props }: LoadMoreProps) {
  if (!list.hasNextPage) return null;
  return (
    <Group justify="center" {...props}>
      <Button
        variant="default"
        loading={list.isFetchingNextPage}
        onClick={() => void list.fetchNextPage()}
      >
        {label}
      </Button>
    </Group>
  );
}
