import { refusal } from "../../../common/errors/refusal";
import type { ImportMapping } from "../mapping-schema";

/**
 * A mapping may name only columns that the file has. @throws DomainError BAD_REQUEST naming the
 * field
 */
export function refuseMissingColumns(mapping: Partial<ImportMapping>, width: number): void {
  const { amount, ...fields } = mapping;
  for (const [field, value] of [...Object.entries(fields), ...Object.entries(amount ?? {})]) {
    if (!field.toLowerCase().endsWith("column") || typeof value !== "number") continue;
    if (value <= width) continue;
    const path = field in fields ? `mapping.${field}` : `mapping.amount.${field}`;
    throw refusal(
      "BAD_REQUEST",
      path,
      `the file has ${width} columns.`,
      "Columns count from 1; `columns` of a preview without mapping names them.",
    );
  }
}
