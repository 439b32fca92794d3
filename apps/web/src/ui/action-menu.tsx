import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { type ComponentType, useRef } from "react";

export interface Action {
  label: string;
  icon: ComponentType<{ size: number; stroke: number }>;
  onClick: () => void;
}

/** What can be done with one row. `label` names the button for screen readers. */
export function ActionMenu({ label, actions }: { label: string; actions: readonly Action[] }) {
  const target = useRef<HTMLButtonElement>(null);
  return (
    <Menu position="bottom-end" shadow="md" width={200} returnFocus>
      <Menu.Target>
        <ActionIcon ref={target} variant="subtle" color="gray" size="lg" aria-label={label}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label: name, icon: Icon, onClick }) => (
          <Menu.Item
            key={name}
            leftSection={<Icon size={18} stroke={1.75} />}
            onClick={() => {
              // A dialog returns the focus to where it was; the menu's entry will be gone by then,
              // its button will not.
              target.current?.focus();
              onClick();
            }}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
