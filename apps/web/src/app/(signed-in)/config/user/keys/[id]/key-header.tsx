import { ActionIcon, Badge, Button, Group, Text, Title, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { RouterOutputs } from "@pfn/api";
import { IconArrowLeft, IconPencil } from "@tabler/icons-react";
import type { RefObject } from "react";
import { TextLink } from "#ui/links.tsx";
import { type IntegrationKey, isWorking, MODES } from "../key-words";
import { RotateKeyDialog } from "../rotate";
import { useRevokeKey } from "../use-revoke-key";
import styles from "./key-header.module.css";
import { RenameKeyDialog } from "./rename-key-dialog";

interface KeyHeaderProps {
  integrationKey: IntegrationKey;
  headingRef: RefObject<HTMLHeadingElement | null>;
  onRotated: (created: RouterOutputs["integrationKeys"]["rotate"]) => void;
}

/** The key's name, and what can be done with it. */
export function KeyHeader({ integrationKey, headingRef, onRotated }: KeyHeaderProps) {
  const [isRenaming, renaming] = useDisclosure();
  return (
    <div className={styles["header"]}>
      <TextLink href="/config/user" fz="sm" className={styles["back"] ?? ""}>
        <IconArrowLeft size={16} aria-hidden="true" /> Account and keys
      </TextLink>
      <Group justify="space-between" align="flex-start" gap="md">
        <div className={styles["about"]}>
          <Title order={1} ref={headingRef} tabIndex={-1} className={styles["title"]}>
            <bdi>{integrationKey.label}</bdi>{" "}
            <Tooltip label="Rename">
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label="Rename the key"
                onClick={renaming.open}
              >
                <IconPencil size={18} stroke={1.75} />
              </ActionIcon>
            </Tooltip>
          </Title>
          <Group gap="xs" mt={4}>
            <Text ff="monospace" fz="sm" c="dimmed">
              {integrationKey.hint}
            </Text>
            <Badge size="sm" variant="default" tt="none">
              {MODES[integrationKey.mode]}
            </Badge>
          </Group>
        </div>
        {isWorking(integrationKey) && (
          <KeyActions integrationKey={integrationKey} onRotated={onRotated} />
        )}
      </Group>
      <RenameKeyDialog
        opened={isRenaming}
        onClose={renaming.close}
        integrationKey={integrationKey}
      />
    </div>
  );
}

function KeyActions({ integrationKey, onRotated }: Omit<KeyHeaderProps, "headingRef">) {
  const [isRotating, rotating] = useDisclosure();
  const askToRevoke = useRevokeKey();
  return (
    <Group gap="sm">
      <Button variant="default" onClick={rotating.open}>
        Rotate
      </Button>
      <Button
        variant="default"
        c="var(--mantine-color-error)"
        onClick={() => askToRevoke(integrationKey)}
      >
        Revoke
      </Button>
      <RotateKeyDialog
        integrationKey={isRotating ? integrationKey : null}
        onClose={rotating.close}
        onRotated={(created) => {
          rotating.close();
          onRotated(created);
        }}
      />
    </Group>
  );
}
