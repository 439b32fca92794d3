"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import styles from "./layout.module.css";

const PAGES = [
  { href: "/docs/agents", label: "Agents" },
  { href: "/docs/api", label: "API" },
] as const;

/** The parts of the documentation; the current one is marked for eyes and for screen readers. */
export function DocsNavigation() {
  const pathname = usePathname();
  return (
    <nav aria-label="Documentation" className={styles["pages"]}>
      {PAGES.map(({ href, label }) => (
        <Link key={href} href={href} aria-current={currentOf(pathname, href)}>
          {label}
        </Link>
      ))}
    </nav>
  );
}

/** The part that holds the current page is marked, too. */
function currentOf(pathname: string, href: string): "page" | true | undefined {
  if (pathname === href) return "page";
  return pathname.startsWith(`${href}/`) || undefined;
}
