import { Group } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { ColorSchemeToggle } from "#ui/color-scheme-toggle.tsx";
import { Logo } from "#ui/logo.tsx";
import { SkipLink } from "#ui/skip-link.tsx";
import { DocsNavigation } from "./docs-navigation";
import styles from "./layout.module.css";

/**
 * What programs and their authors read. Public, and the same for everybody: nothing here depends on
 * who reads it.
 */
export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <header className={styles["header"]}>
        <Group gap="lg" wrap="nowrap" className={styles["bar"] ?? ""}>
          <Link href="/" className={styles["home"]} aria-label="pfn, overview">
            <Logo />
          </Link>
          <DocsNavigation />
          <ColorSchemeToggle />
        </Group>
      </header>
      <main id="main" tabIndex={-1} className={styles["main"]}>
        {children}
      </main>
    </>
  );
}
