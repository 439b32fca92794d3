import { ActionIcon, Kbd, Popover, Table } from "@mantine/core";
import { IconKeyboard } from "@tabler/icons-react";

const KEYS = [
  ["↓ ↑ or j k", "next, previous row"],
  ["c", "choose the category"],
  ["r", "reviewed or not"],
  ["x or Space", "select; with Shift, up to here"],
  ["Enter or e", "edit"],
  ["Ctrl+Enter", "save"],
  ["Delete", "delete"],
  ["Escape", "close the form, or clear the selection"],
] as const;

/** What the keys do once a row has the focus. */
export function KeyboardHelp() {
  return (
    <Popover width={280} position="bottom-end" shadow="md" withArrow>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label="Keys for this list">
          <IconKeyboard size={20} stroke={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Table aria-label="Keys for this list" verticalSpacing={4} withRowBorders={false} fz="sm">
          <Table.Tbody>
            {KEYS.map(([keys, what]) => (
              <Table.Tr key={keys}>
                <Table.Th scope="row" fw={400}>
                  <Kbd size="xs">{keys}</Kbd>
                </Table.Th>
                <Table.Td>{what}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Popover.Dropdown>
    </Popover>
  );
}
