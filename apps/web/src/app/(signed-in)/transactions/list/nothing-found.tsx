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
        title="Nothing fits these filters"
        description="Take one away, or search for less."
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
          ? "Add one by hand, import a file from your bank, or let an agent with a key write them down."
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
