import { SegmentedControl, Text } from "@mantine/core";
import { useId } from "@mantine/hooks";
import { AmountWords } from "./amount-words";
import type { MappingProps } from "./mapping-props";
import styles from "./raw-lines.module.css";
import { type Model, modelOf, withModel, wordsOf } from "./roles";

const MODELS: readonly { value: Model; label: string }[] = [
  { value: "one", label: "One column" },
  { value: "pair", label: "Out and in" },
  { value: "words", label: "Amount and direction" },
];

const ORDERS = [
  { value: "DMY", label: "day.month.year" },
  { value: "MDY", label: "month/day/year" },
  { value: "YMD", label: "year-month-day" },
] as const;

const MARKS = [
  { value: ",", label: "1.234,50" },
  { value: ".", label: "1,234.50" },
] as const;

const SIGNS = [
  { value: "as_written", label: "As written" },
  { value: "inverted", label: "Turned round" },
] as const;

/** What is settled most often, beside the file's lines. */
export function QuickChoices({ answer, isDisabled, onSettle }: MappingProps) {
  const { mapping, columns, format } = answer;
  const { amount, dateOrder, decimalMark } = mapping;
  const hasWords = columns.some((column) => wordsOf(column).length > 0);
  return (
    <>
      <div className={styles["choices"]}>
        <Segments
          name="Amounts"
          value={amount === undefined ? undefined : modelOf(amount)}
          options={MODELS.filter(({ value }) => value !== "words" || hasWords)}
          isDisabled={isDisabled}
          onChange={(model) => onSettle(withModel(mapping, model, columns))}
        />
        {amount !== undefined && "sign" in amount && (
          <Segments
            name="Signs"
            value={amount.sign}
            options={SIGNS}
            isDisabled={isDisabled}
            onChange={(sign) => onSettle({ amount: { ...amount, sign } })}
          />
        )}
        {/* A sheet knows its days and numbers. */}
        {format === "csv" && (
          <>
            <Segments
              name="Dates"
              value={dateOrder}
              options={ORDERS}
              isDisabled={isDisabled}
              onChange={(order) => onSettle({ dateOrder: order })}
            />
            <Segments
              name="Numbers"
              value={decimalMark}
              options={MARKS}
              isDisabled={isDisabled}
              onChange={(mark) => onSettle({ decimalMark: mark })}
            />
          </>
        )}
      </div>
      <AmountWords {...{ answer, isDisabled, onSettle }} />
    </>
  );
}

interface SegmentsProps<Value extends string> {
  name: string;
  value: Value | undefined;
  options: readonly { value: Value; label: string }[];
  isDisabled: boolean;
  onChange: (value: Value) => void;
}

/** A few values side by side. While nothing is settled none of them is marked. */
function Segments<Value extends string>({ name, options, ...props }: SegmentsProps<Value>) {
  const id = useId();
  return (
    <div className={styles["choice"]}>
      <Text id={id} fz="sm" fw={550} mb={4}>
        {name}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        size="xs"
        transitionDuration={0}
        className={styles["segments"] ?? ""}
        value={props.value ?? ""}
        data={[...options]}
        disabled={props.isDisabled}
        onChange={(value) => {
          const option = options.find((one) => one.value === value);
          if (option !== undefined) props.onChange(option.value);
        }}
      />
    </div>
  );
}
