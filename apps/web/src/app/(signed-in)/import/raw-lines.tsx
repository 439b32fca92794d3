import { Box, Button, Group, NativeSelect, Text, UnstyledButton } from "@mantine/core";
import type { FileColumn, Mapping } from "./import-words";
import type { MappingProps } from "./mapping-props";
import { QuickChoices } from "./quick-choices";
import styles from "./raw-lines.module.css";
import { ROLES, type Role, roleOf, withRole, wordsOf } from "./roles";

/**
 * The first lines of the file as they stand there. The head of the table says what each column is
 * for; a click on a line takes it for the names.
 */
export function RawLines({ answer, isDisabled, onSettle }: MappingProps) {
  const { mapping, columns, lines, items } = answer;
  const names = lines.find(({ record }) => record === mapping.headerLine);
  const verdicts = new Map(items.map(({ line, verdict }) => [line, verdict]));
  return (
    <section aria-label="Lines of the file">
      <QuickChoices {...{ answer, isDisabled, onSettle }} />
      {/* Reachable by keyboard, because it scrolls. */}
      <Box
        className={styles["frame"] ?? ""}
        tabIndex={0}
        role="group"
        aria-label="Columns and lines"
      >
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col" className={styles["number"]}>
                Line
              </th>
              {columns.map((column) => (
                <th key={column.column} scope="col">
                  <RoleChoice {...{ column, mapping, columns, isDisabled, onSettle }} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ record, line, cells }) => (
              <tr
                key={record}
                data-names={record === mapping.headerLine || undefined}
                data-verdict={verdicts.get(line)}
              >
                <th scope="row" className={styles["number"]}>
                  <UnstyledButton
                    className={styles["take"] ?? ""}
                    disabled={isDisabled || record === mapping.headerLine}
                    aria-label={
                      record === mapping.headerLine
                        ? `Line ${line} holds the names`
                        : `Take line ${line} for the names`
                    }
                    onClick={() => onSettle({ headerLine: record })}
                  >
                    {record === mapping.headerLine && <span>names </span>}
                    {line}
                  </UnstyledButton>
                </th>
                <Cells {...{ cells, columns, mapping, isAbove: isAbove(record, mapping) }} />
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
      <Group justify="space-between" gap="xs" mt={6}>
        <Text fz="sm" c="dimmed">
          {names ? `Line ${names.line} holds the names.` : "No line holds the names."} Choose
          another line to take that one.
        </Text>
        {mapping.headerLine !== 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={isDisabled}
            onClick={() => onSettle({ headerLine: 0 })}
          >
            There are no names
          </Button>
        )}
      </Group>
    </section>
  );
}

const isAbove = (record: number, { headerLine = 0 }: Mapping): boolean => record < headerLine;

interface CellsProps {
  cells: readonly string[];
  columns: readonly FileColumn[];
  mapping: Mapping;
  isAbove: boolean;
}

const RIGHT: readonly (Role | null)[] = ["amount", "out", "in", "fee", "balance"];

/** The cells of a line; what stands above the names has no columns. */
function Cells({ cells, columns, mapping, isAbove: isOne }: CellsProps) {
  if (isOne)
    return (
      <td colSpan={columns.length} data-unused>
        <bdi>{cells.filter((cell) => cell !== "").join(" · ")}</bdi>
      </td>
    );
  return columns.map(({ column }) => {
    const role = roleOf(mapping, column);
    return (
      <td
        key={column}
        data-unused={role === null || undefined}
        data-align={RIGHT.includes(role) ? "right" : undefined}
      >
        <bdi>{cells[column - 1]}</bdi>
      </td>
    );
  });
}

interface RoleChoiceProps extends Omit<MappingProps, "answer"> {
  column: FileColumn;
  columns: readonly FileColumn[];
  mapping: Mapping;
}

const NOT_USED = "";

function RoleChoice({ column, columns, mapping, isDisabled, onSettle }: RoleChoiceProps) {
  const offered = Object.entries(ROLES).filter(
    ([role]) => role !== "direction" || wordsOf(column).length > 0,
  );
  const role = roleOf(mapping, column.column);
  return (
    <NativeSelect
      size="xs"
      aria-label={`Column ${column.column}${column.name === null ? "" : `, ${column.name}`}`}
      disabled={isDisabled}
      data-role={role ?? "none"}
      value={role ?? NOT_USED}
      data={[
        ...offered.map(([value, label]) => ({ value, label })),
        { value: NOT_USED, label: "Not used" },
      ]}
      onChange={({ currentTarget: { value } }) =>
        onSettle(
          withRole(mapping, {
            column: column.column,
            role: isRole(value) ? value : null,
            columns,
          }),
        )
      }
    />
  );
}

const isRole = (value: string): value is Role => value in ROLES;
