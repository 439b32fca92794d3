"use client";

import { Avatar, Menu, Text, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconLogout, IconSettings } from "@tabler/icons-react";
import Link from "next/link";
import { leaveTo } from "#ui/leave-to.ts";
import { signOut } from "./sign-out";
import type { Person } from "./types";

/** Shows who is signed in, and signs out. */
export function UserMenu({ person }: { person: Person }) {
  async function leave() {
    if (await signOut()) return leaveTo("/login");
    notifications.show({
      color: "red",
      title: "You are still signed in",
      message: "The server could not be reached. Try again.",
    });
  }

  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton aria-label={`Menu of ${person.name}`} bdrs="xl">
          <Avatar name={person.name} color="pine" radius="xl" size={36} variant="filled" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fz="sm" fw={600} c="var(--mantine-color-text)" truncate>
            {person.name}
          </Text>
          <Text fz="xs" truncate>
            {person.email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          href="/config/user"
          leftSection={<IconSettings size={18} stroke={1.75} />}
        >
          Account and keys
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={18} stroke={1.75} />}
          onClick={() => void leave()}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
