"use client";

import { ActionIcon } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import styles from "./code-block.module.css";

/** How long the button shows that it has copied, in milliseconds. */
const SHOWS_COPIED_FOR_MS = 3_000;

/** Copies the text beside it. Hidden from readers without JavaScript. */
export function CopyTextButton({ label }: { label: string }) {
  const { copied, copy } = useClipboard({ timeout: SHOWS_COPIED_FOR_MS });
  return (
    <ActionIcon
      variant="default"
      className={styles["copy"] ?? ""}
      aria-label={copied ? "Copied" : `Copy: ${label}`}
      onClick={({ currentTarget }) =>
        copy(currentTarget.parentElement?.querySelector("pre")?.textContent)
      }
    >
      {copied ? <IconCheck size={16} /> : <IconCopy size={16} stroke={1.75} />}
    </ActionIcon>
  );
}
