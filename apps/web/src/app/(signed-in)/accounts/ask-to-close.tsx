import { Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { gravely } from "#ui/dialog.ts";
import { formatAmount, isZero, type Money } from "#ui/money.ts";
import type { Account } from "./account";

/** Asks before an account is closed, and shows what it still holds. */
export function askToClose({ name, posted, pending }: Account, onConfirm: () => void): void {
  modals.openConfirmModal({
    ...gravely,
    title: "Close this account?",
    labels: { confirm: "Close account", cancel: "Cancel" },
    children: (
      <Stack gap="xs" style={{ overflowWrap: "anywhere" }}>
        {!(isZero(posted) && isZero(pending)) && (
          <Text fz="sm">
            <bdi>{name}</bdi> still holds <Figure money={posted} />
            {!isZero(pending) && (
              <>
                , and <Figure money={pending} /> pending
              </>
            )}
            . It counts in your balances and your net worth until it is 0.
          </Text>
        )}
        <Text fz="sm">
          {isZero(posted) && isZero(pending) && (
            <>
              <bdi>{name}</bdi> holds nothing.{" "}
            </>
          )}
          A closed account keeps its transactions and takes no new ones. You can reopen it.
        </Text>
      </Stack>
    ),
    onConfirm,
  });
}

const Figure = ({ money }: { money: Money }) => (
  <Text span inherit fw={600}>
    {formatAmount(money)} {money.currency}
  </Text>
);
