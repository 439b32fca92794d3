import { IconKey } from "@tabler/icons-react";
import Link from "next/link";
import styles from "./key-badge.module.css";
import { keyPath } from "./key-path";

/** Says which key wrote something down, and leads to it.  */
export function KeyBadge({ id, label }: { id: string; label: string | null }) {
  return (
    <Link href={keyPath(id)} className={styles["badge"]}>
      <IconKey size={13} stroke={2} aria-hidden="true" />
      <span className={styles["text"]}>
        Added by key <bdi>{label ?? "without a name"}</bdi>
      </span>
    </Link>
  );
}
