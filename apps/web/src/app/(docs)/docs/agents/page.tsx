import type { Metadata } from "next";
import { webSettings } from "#server/slots.ts";
import { Prose } from "#ui/prose.tsx";
import styles from "./agents.module.css";

export const metadata: Metadata = { title: "Agents" };

/** The guide for agents and those who build them, with this server's URL. */
export default function AgentsGuidePage() {
  return (
    <article className={styles["page"]}>
      <Prose markdown={webSettings().guide} />
    </article>
  );
}
