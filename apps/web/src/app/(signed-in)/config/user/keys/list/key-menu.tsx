import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconExternalLink, IconHandStop, IconRefresh } from "@tabler/icons-react";
import Link from "next/link";
import { useRef } from "react";
import { keyPath } from "#ledger/key-path.ts";
import { type IntegrationKey, isWorking } from "../key-words";
import { useRevokeKey } from "../use-revoke-key";

interface KeyMenuProps {
  integrationKey: IntegrationKey;
  onRotate: (key: IntegrationKey) => void;
}

/** What can be done with a key. */
export function KeyMenu({ integrationKey, onRotate }: KeyMenuProps) {
  const askToRevoke = useRevokeKey();
  const target = useRef<HTMLButtonElement>(null);

  /**
   * A dialog returns the focus to where it was; the menu's entry will be gone by then, its button
   * will not.
   */
  function openDialog(open: (key: IntegrationKey) => void) {
    target.current?.focus();
    open(integrationKey);
  }

  return (
    <Menu position="bottom-end" shadow="md" width={200} returnFocus>
      <Menu.Target>
        <ActionIcon
          ref={target}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`Actions for ${integrationKey.label}`}
        >
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          href={keyPath(integrationKey.id)}
          leftSection={<IconExternalLink size={18} stroke={1.75} />}
        >
          Details and activity
        </Menu.Item>
        {isWorking(integrationKey) && (
          <>
            <Menu.Item
              leftSection={<IconRefresh size={18} stroke={1.75} />}
              onClick={() => openDialog(onRotate)}
            >
              Rotate…
            </Menu.Item>
            <Menu.Item
              c="var(--mantine-color-error)"
              leftSection={<IconHandStop size={18} stroke={1.75} />}
              onClick={() => openDialog(askToRevoke)}
            >
              Revoke…
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
