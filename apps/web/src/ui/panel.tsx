import { Paper, type PaperProps } from "@mantine/core";
import type { ReactNode } from "react";

/** A sheet of paper on the page's canvas. */
export function Panel(props: PaperProps & { children: ReactNode }) {
  return <Paper radius="lg" bd="1px solid var(--pfn-line)" {...props} />;
}
