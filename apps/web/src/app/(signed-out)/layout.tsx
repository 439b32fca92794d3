import type { ReactNode } from "react";
import { webSettings } from "#server/slots.ts";
import { TextLink } from "#ui/links.tsx";
import { Logo } from "#ui/logo.tsx";
import styles from "./layout.module.css";
import { Showcase } from "./showcase";

/** Signing in and signing up: the form, and on wide screens a picture of the product. */
export default function SignedOutLayout({ children }: { children: ReactNode }) {
  return (
    <div className={styles["page"]}>
      <div className={styles["side"]}>
        <header>
          <Logo />
        </header>
        <main className={styles["form"]}>{children}</main>
        <footer className={styles["footer"]}>
          This server: {webSettings().publicUrl.host} ·{" "}
          <TextLink href="/docs/agents">Docs for agents</TextLink>
        </footer>
      </div>
      <Showcase />
    </div>
  );
}
