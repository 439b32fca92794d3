import { Code } from "@mantine/core";
import styles from "./code-block.module.css";
import { CopyTextButton } from "./copy-text-button";

/** A text to be read and copied, such as a command. `label` names it for screen readers. */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <div className={styles["frame"]}>
      {/* Reachable by keyboard, because it scrolls. */}
      <Code block className={styles["code"] ?? ""} tabIndex={0} role="group" aria-label={label}>
        {text}
      </Code>
      <CopyTextButton label={label} />
    </div>
  );
}
