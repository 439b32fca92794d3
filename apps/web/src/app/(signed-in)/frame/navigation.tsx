"use client";

import { NavLink, Stack } from "@mantine/core";
import {
  IconBook2,
  IconBuildingBank,
  IconFileImport,
  IconHistory,
  IconLayoutDashboard,
  IconReceipt,
  IconSettings,
  IconTags,
  IconUsers,
} from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

/** The ways through the product, in the order of daily use. */
const PAGES = [
  { href: "/", label: "Overview", icon: IconLayoutDashboard },
  { href: "/transactions", label: "Transactions", icon: IconReceipt },
  { href: "/import", label: "Import", icon: IconFileImport },
  { href: "/accounts", label: "Accounts", icon: IconBuildingBank },
  { href: "/categories", label: "Categories", icon: IconTags },
  { href: "/activity", label: "Activity", icon: IconHistory },
  { href: "/config/user", label: "Account and keys", icon: IconSettings },
  { href: "/docs/agents", label: "Docs for agents", icon: IconBook2 },
] as const;

/** For administrators alone. */
const ADMIN_PAGES = [{ href: "/admin", label: "People", icon: IconUsers }] as const;

interface NavigationProps {
  isAdmin: boolean;
  onNavigate: () => void;
}

/** Links to all pages; the current one is marked for eyes and for screen readers. */
export function Navigation({ isAdmin, onNavigate }: NavigationProps) {
  const pathname = usePathname();
  const pages = isAdmin ? [...PAGES, ...ADMIN_PAGES] : PAGES;
  return (
    <Stack component="nav" aria-label="Pages" gap={4}>
      {pages.map(({ href, label, icon: Icon }) => {
        const isCurrent = href === "/" ? pathname === "/" : pathname.startsWith(href);
        return (
          <NavLink
            key={href}
            component={Link}
            href={href}
            label={label}
            leftSection={<Icon size={20} stroke={1.75} />}
            active={isCurrent}
            aria-current={isCurrent ? "page" : undefined}
            onClick={onNavigate}
            fw={500}
            bdrs="md"
          />
        );
      })}
    </Stack>
  );
}
