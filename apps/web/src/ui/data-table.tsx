"use client";

import { Table, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./data-table.module.css";

export interface Column {
  title: string;
  /** `right`: figures. `hidden`: read out, not seen, because the content speaks for itself. */
  align?: "right" | "hidden";
  /** In px; columns without one share what is left. */
  width?: number;
}

interface DataTableProps {
  /** What the rows are, for screen readers. */
  label: string;
  columns: readonly Column[];
  /**
   * Lays out the cells' areas where the frame is narrower than 640 px: a grid with
   * `grid-template-areas`.
   */
  rowClass: string | undefined;
  children: ReactNode;
}

/**
 * A table that turns its rows into sheets on a phone, so that nothing scrolls sideways. Roles are
 * written out, because some browsers drop them when CSS changes the layout.
 */
export function DataTable({ label, columns, rowClass, children }: DataTableProps) {
  return (
    <div className={styles["frame"]}>
      <Table
        role="table"
        layout="fixed"
        aria-label={label}
        className={styles["table"]}
        classNames={{ tr: `${styles["row"]} ${rowClass}` }}
      >
        <Table.Thead role="rowgroup" className={styles["head"]}>
          <Table.Tr role="row">
            {columns.map(({ title, align, width }) => (
              <Table.Th
                key={title}
                role="columnheader"
                scope="col"
                data-align={align}
                w={width ?? "auto"}
              >
                {align === "hidden" ? <VisuallyHidden>{title}</VisuallyHidden> : title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup" className={styles["body"]}>
          {children}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** A row; its children are {@link DataCell}s in the order of the columns. */
export function DataRow({ children, isMuted = false }: { children: ReactNode; isMuted?: boolean }) {
  return (
    <Table.Tr role="row" data-muted={isMuted || undefined}>
      {children}
    </Table.Tr>
  );
}

/** A cell. `area` names its place where the row is a sheet. */
export function DataCell({
  area,
  align,
  children,
}: {
  area: string;
  align?: "right";
  children: ReactNode;
}) {
  return (
    <Table.Td role="cell" data-align={align} style={{ gridArea: area }}>
      {children}
    </Table.Td>
  );
}
