import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Panel } from "#ui/panel.tsx";
import styles from "./settings-section.module.css";

interface SettingsSectionProps {
  /** Also the address within the page. */
  id: string;
  title: string;
  description: string;
  children: ReactNode;
}

/**
 * A part of the account: what it is about at the left, the thing itself at the right; below each
 * other on a phone.
 */
export function SettingsSection({ id, title, description, children }: SettingsSectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className={styles["section"]}>
      <div>
        <Title order={2} id={`${id}-title`} fz="lg">
          {title}
        </Title>
        <Text c="dimmed" fz="sm" mt={4}>
          {description}
        </Text>
      </div>
      <Panel p="lg" className={styles["panel"] ?? ""}>
        {children}
      </Panel>
    </section>
  );
}
