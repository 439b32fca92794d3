import { ChoiceField } from "./choice-field";
import type { Amount } from "./import-words";
import { type Choice, columnChoices, SIGNS, USUAL_SIGNS } from "./mapping-choices";
import type { MappingProps } from "./mapping-props";
import { type Model, modelOf, withModel, wordsOf } from "./roles";

const MODELS: readonly Choice<Model>[] = [
  { value: "one", label: "One column" },
  { value: "pair", label: "Out and in" },
  { value: "words", label: "Amount and direction" },
];

/** Where the amounts stand, and which way they go. */
export function AmountFields({ answer, isDisabled, onSettle }: MappingProps) {
  const { mapping, columns } = answer;
  const { amount } = mapping;
  const hasWords = columns.some((column) => wordsOf(column).length > 0);
  const onChange = (next: object) => onSettle({ amount: next });
  const shared = { columns: columnChoices(columns), isDisabled, onChange };
  return (
    <>
      <ChoiceField
        label="Amounts"
        value={amount === undefined ? undefined : modelOf(amount)}
        options={MODELS.filter(({ value }) => value !== "words" || hasWords)}
        isDisabled={isDisabled}
        onChange={(model) => onSettle(withModel(mapping, model, columns))}
      />
      {amount !== undefined && "sign" in amount && <OneColumn amount={amount} {...shared} />}
      {amount !== undefined && "outColumn" in amount && <Pair amount={amount} {...shared} />}
      {amount !== undefined && "typeColumn" in amount && (
        <>
          <ChoiceField
            label="Amount"
            value={amount.column}
            options={shared.columns}
            isDisabled={isDisabled}
            onChange={(column) => onChange({ ...amount, column })}
          />
          <ChoiceField
            label="Direction"
            value={amount.typeColumn}
            options={shared.columns.filter(({ value }) => hasWordsIn(columns, value))}
            isDisabled={isDisabled}
            onChange={(typeColumn) => {
              const [word] = wordsOf(columns.find(({ column }) => column === typeColumn));
              onChange({ column: amount.column, typeColumn, outWords: [word] });
            }}
          />
        </>
      )}
    </>
  );
}

const hasWordsIn = (columns: MappingProps["answer"]["columns"], at: number): boolean =>
  wordsOf(columns.find(({ column }) => column === at)).length > 0;

interface FieldsProps<Of> {
  amount: Of;
  columns: readonly Choice<number>[];
  isDisabled: boolean;
  onChange: (amount: Amount) => void;
}

function OneColumn(props: FieldsProps<Extract<Amount, { sign: unknown }>>) {
  const { amount, columns, isDisabled, onChange } = props;
  const { column, sign, feeColumn } = amount;
  const noFee: Choice<number | undefined> = { value: undefined, label: "None" };
  return (
    <>
      <ChoiceField
        label="Amount"
        value={column}
        options={columns}
        isDisabled={isDisabled}
        onChange={(value) => onChange({ ...amount, column: value })}
      />
      <ChoiceField
        label="Sign"
        value={sign}
        options={SIGNS}
        isDisabled={isDisabled}
        onChange={(value) => onChange({ ...amount, sign: value })}
      />
      <ChoiceField
        label="Fee to take off"
        value={feeColumn}
        options={[noFee, ...columns]}
        isDisabled={isDisabled}
        onChange={(fee) => onChange({ column, sign, ...(fee !== undefined && { feeColumn: fee }) })}
      />
    </>
  );
}

const PAIR = [
  { column: "outColumn", sign: "outSign", label: "Money out", of: "Sign of money out" },
  { column: "inColumn", sign: "inSign", label: "Money in", of: "Sign of money in" },
] as const;

function Pair(props: FieldsProps<Extract<Amount, { outColumn: unknown }>>) {
  const { amount, columns, isDisabled, onChange } = props;
  return PAIR.flatMap(({ column, sign, label, of }) => [
    <ChoiceField
      key={column}
      label={label}
      value={amount[column]}
      options={columns}
      isDisabled={isDisabled}
      onChange={(value) => onChange({ ...amount, [column]: value })}
    />,
    <ChoiceField
      key={sign}
      label={of}
      value={amount[sign]}
      options={USUAL_SIGNS}
      isDisabled={isDisabled}
      onChange={(value) => onChange({ ...amount, [sign]: value })}
    />,
  ]);
}
