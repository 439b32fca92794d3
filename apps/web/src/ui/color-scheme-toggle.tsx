"use client";

import { ActionIcon, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";

/**
 * Switches between light and dark. Which icon shows is decided by CSS, so the server need not know
 * the scheme.
 */
export function ColorSchemeToggle() {
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      onClick={() => toggleColorScheme()}
      aria-label="Switch between light and dark"
    >
      <IconMoon size={20} stroke={1.75} className="mantine-dark-hidden" />
      <IconSun size={20} stroke={1.75} className="mantine-light-hidden" />
    </ActionIcon>
  );
}
