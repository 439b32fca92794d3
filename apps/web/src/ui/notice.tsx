import { Alert, type AlertProps } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./notice.module.css";

/** Something to know before going on. Calm: a warning that shouts everywhere is read nowhere. */
export function Notice(props: AlertProps & { children: ReactNode }) {
  return (
    <Alert
      role="note"
      variant="default"
      icon={<IconAlertTriangle />}
      classNames={{ root: styles["root"] ?? "", icon: styles["icon"] ?? "" }}
      {...props}
    />
  );
}
