import { Text } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { useState } from "react";
import styles from "./choose-files.module.css";

interface DropAnywhereProps {
  isDisabled: boolean;
  onFiles: (files: readonly File[]) => void;
}

/** Takes files wherever on the page they are dropped, and covers it while they hover. */
export function DropAnywhere({ isDisabled, onFiles }: DropAnywhereProps) {
  const [isOver, setIsOver] = useState(false);
  useWindowEvent("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    // Else the browser opens the file instead of the page.
    event.preventDefault();
    setIsOver(!isDisabled);
  });
  useWindowEvent("dragleave", (event) => {
    // Into no other element: out of the window.
    if (event.relatedTarget === null) setIsOver(false);
  });
  useWindowEvent("drop", (event) => {
    const dropped = [...(event.dataTransfer?.files ?? [])];
    if (dropped.length === 0) return;
    event.preventDefault();
    setIsOver(false);
    if (!isDisabled) onFiles(dropped);
  });
  if (!isOver) return null;
  return (
    <div className={styles["cover"]}>
      <Text fw={600}>Drop the files to read them</Text>
    </div>
  );
}
