import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";

/**
 * What went wrong with the form as a whole and what to do; read out when it appears. Nothing while
 * there is no failure.
 */
export function FormFailure({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertCircle />}
      styles={{ message: { color: "inherit" } }}
    >
      {children}
    </Alert>
  );
}
