import { SimpleGrid, Stack } from "@mantine/core";
import { AmountFields } from "./amount-fields";
import { AmountWords } from "./amount-words";
import { ChoiceField } from "./choice-field";
import { EncodingField } from "./encoding-field";
import { columnChoices, DATE_ORDERS, DECIMAL_MARKS, NONE } from "./mapping-choices";
import type { MappingProps } from "./mapping-props";
import { OpenWords, TableFields } from "./table-fields";

/** The roles of columns that a file need not have. */
const COLUMNS = [
  ["payeeColumn", "Payee"],
  ["noteColumn", "Note"],
  ["categoryColumn", "Category"],
  ["balanceColumn", "Running balance"],
  ["currencyColumn", "Currency"],
  ["externalIdColumn", "Bank’s row id"],
  ["accountColumn", "Account of each row"],
  ["statusColumn", "Status (booked or not)"],
] as const;

/** How the file is read, field by field. Each change reads the file again. */
export function MappingEditor(props: MappingProps & { content: string }) {
  const { answer, content, isDisabled, onSettle } = props;
  const { mapping, columns, format } = answer;
  const inFile = columnChoices(columns);
  const shared = { isDisabled, columns: inFile };
  const days = (
    <ChoiceField
      label="Date order"
      {...shared}
      value={mapping.dateOrder}
      options={DATE_ORDERS}
      onChange={(dateOrder) => onSettle({ dateOrder })}
    />
  );
  const mark = (
    <ChoiceField
      label="Decimal mark"
      {...shared}
      value={mapping.decimalMark}
      options={DECIMAL_MARKS}
      onChange={(decimalMark) => onSettle({ decimalMark })}
    />
  );
  const grid = { cols: { base: 1, xs: 2, md: 4 }, spacing: "sm" };
  if (format === "qif")
    return (
      <SimpleGrid {...grid}>
        {days}
        {mark}
      </SimpleGrid>
    );
  return (
    <Stack gap="sm" role="group" aria-label="Fields of the mapping">
      <SimpleGrid {...grid}>
        {format === "csv" && <EncodingField {...{ answer, content, isDisabled, onSettle }} />}
        <TableFields {...{ answer, isDisabled, onSettle }} />
        {days}
        <AmountFields {...{ answer, isDisabled, onSettle }} />
        {mark}
        {COLUMNS.map(([field, label]) => (
          <ChoiceField
            key={field}
            label={label}
            {...shared}
            value={mapping[field] ?? null}
            options={[NONE, ...inFile]}
            onChange={(column) => onSettle({ [field]: column })}
          />
        ))}
      </SimpleGrid>
      <AmountWords {...{ answer, isDisabled, onSettle }} />
      <OpenWords {...{ answer, isDisabled, onSettle }} />
    </Stack>
  );
}
