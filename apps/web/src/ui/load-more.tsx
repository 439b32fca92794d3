import { Button, Group, type GroupProps } from "@mantine/core";

/** A list that is read page by page. */
export interface PagedList {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** Loads the next page of a list; nothing where all of it is shown. */
export function LoadMore({ list, ...props }: GroupProps & { list: PagedList }) {
  if (!list.hasNextPage) return null;
  return (
    <Group justify="center" {...props}>
      <Button
        variant="default"
        loading={list.isFetchingNextPage}
        onClick={() => void list.fetchNextPage()}
      >
        Load more
      </Button>
    </Group>
  );
}
