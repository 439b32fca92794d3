"use client";

import { AppShell, Burger, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import Link from "next/link";
import type { ReactNode } from "react";
import { ColorSchemeToggle } from "#ui/color-scheme-toggle.tsx";
import { Logo } from "#ui/logo.tsx";
import { SkipLink } from "#ui/skip-link.tsx";
import styles from "./app-frame.module.css";
import { Navigation } from "./navigation";
import type { Person } from "./types";
import { UserMenu } from "./user-menu";

/** Header, navigation and page. On a phone the navigation opens over the page. */
export function AppFrame({ person, children }: { person: Person; children: ReactNode }) {
  const [isOpen, { toggle, close }] = useDisclosure();
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding={{ base: "md", sm: "xl" }}
    >
      <SkipLink />
      <AppShell.Header className={styles["header"]}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? "Close the navigation" : "Open the navigation"}
            />
            <Link href="/" className={styles["home"]} aria-label="pfn, overview">
              <Logo />
            </Link>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ColorSchemeToggle />
            <UserMenu person={person} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" className={styles["navbar"]}>
        <Navigation isAdmin={person.role === "admin"} onNavigate={close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={styles["main"]}>
        <div className={styles["page"]}>{children}</div>
      </AppShell.Main>
    </AppShell>
  );
}
