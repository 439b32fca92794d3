import { EmptyState } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { ButtonLink } from "#ui/links.tsx";

/** Why the list is empty, and what to do about it. */
export function NothingFound({
  hasAccounts,
  isFiltered,
}: {
  hasAccounts: boolean;
  isFiltered: boolean;
}) {
  if (isFiltered) {
    return (
      <EmptyState
        py="xl"
        px="md"
        icon={<IconReceipt stroke={1.5} />}
        title="No transactions match"
        description="Remove a filter or broaden your search."
      />
    );
  }
  return (
    <EmptyState
      py="xl"
      px="md"
      icon={<IconReceipt stroke={1.5} />}
      title="No transactions yet"
      description={
        hasAccounts
          ? "Add one, import a file from your bank, or give an agent a key."
          : "Transactions belong to an account. Add your first one on the overview."
      }
    >
      <EmptyState.Actions>
        <ButtonLink href={hasAccounts ? "/config/user" : "/"} variant="default">
          {hasAccounts ? "Create a key" : "Go to the overview"}
        </ButtonLink>
      </EmptyState.Actions>
    </EmptyState>
  );
}
