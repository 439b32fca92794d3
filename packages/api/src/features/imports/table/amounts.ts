import {
  type AmountMapping,
  type AmountModel,
  areExclusive,
  pairedValues,
  pairOf,
  signedValues,
  sizeKey,
  usualSign,
  valueKey,
} from "./amount-models";
import { askForAmount, askForColumn, describeAmount } from "./amount-questions";
import { type Flow, followChain } from "./chain";
import type { Column } from "./columns";
import { directionsOf } from "./direction";
import { findByHeading, fitOf } from "./headings";
import type { FileRecord } from "./mapping";
import { type MoneyColumn, readMoneyColumns } from "./money-columns";
import { type Proof, proveAmounts } from "./prove-amounts";
import type { OpenQuestion } from "./question";
import { amountColumns } from "./read-amount";
import type { MoneyReader } from "./read-number";
import { readWordColumns } from "./word-columns";

export interface AmountSetting {
  /** Columns that are not taken by another role. */
  columns: readonly Column[];
  /** The first rows with a day, one behind the other. */
  rows: readonly FileRecord[];
  reader: MoneyReader;
  isLiability: boolean;
  flow: Flow;
  /** What the caller settled, or an earlier file: then only the balance is looked for. */
  known: AmountMapping | undefined;
}

export interface FoundAmounts {
  amount?: AmountMapping;
  balanceColumn: number | null;
  question: OpenQuestion | null;
  /** What speaks for it, and in how many rows. */
  says: string | null;
  agrees: number;
}

/**
 * How a file says how much, and which way. Balances that follow from amounts decide before
 * headings; headings and cells make the other hypotheses, of which those that are as likely and
 * mean something else are for the caller to choose from.
 */
export async function findAmounts(setting: AmountSetting): Promise<FoundAmounts> {
  const { columns, rows, reader, isLiability, flow, known } = setting;
  const { money } = await readMoneyColumns(columns, rows, reader);
  if (known !== undefined) return fromKnown(known, money);
  const words = readWordColumns(columns, rows);
  const proofs = await proveAmounts({ money, words, flow });
  const beside = { words, isLiability };
  const proof = isLiability ? null : chooseProof(proofs, beside);
  if (proof !== null) return fromProof(proof);
  const models =
    proofs.length > 0
      ? proofs.flatMap((one) => modelsOf(one, beside))
      : likely([...money.flatMap((one) => directionsOf(one, beside)), ...pairs(columns, money)]);
  if (models.length === 0)
    return { balanceColumn: null, question: askForColumn(columns), says: null, agrees: 0 };
  const settled = settle(models);
  const balance = proofs[0]?.balance ?? findBalance(money, settled, flow);
  const balanceColumn = balance?.number ?? null;
  if (settled === null)
    return { balanceColumn, question: askForAmount(models, rows), says: null, agrees: 0 };
  return {
    amount: settled.amount,
    balanceColumn,
    question: null,
    says: `${describeAmount(settled.amount)} by ${settled.direction}`,
    agrees: settled.values.filter((value) => value !== null).length,
  };
}

/**
 * The balances to compare with amounts that something else has settled: the column that is called
 * so, else one that follows from them more often than not.
 */
function findBalance(
  money: readonly MoneyColumn[],
  settled: AmountModel | null,
  flow: Flow,
): MoneyColumn | undefined {
  const others = money.filter((one) => settled?.columns.includes(one) !== true);
  const named = findNamedBalance(others);
  if (named !== undefined || settled === null) return named;
  return others.find((other) => {
    const { column } = other;
    const balances = signedValues(other, "as_written");
    const { links, breaks } = followChain(balances, settled.values, flow);
    return column.isMoney && links >= 2 && links > breaks;
  });
}

/** Mappings without signs take those that most cells have. */
function fromKnown(amount: AmountMapping, money: readonly MoneyColumn[]): FoundAmounts {
  const others = money.filter(({ number }) => !amountColumns(amount).includes(number));
  const named = findNamedBalance(others);
  return { amount, balanceColumn: named?.number ?? null, question: null, says: null, agrees: 0 };
}

function findNamedBalance(money: readonly MoneyColumn[]): MoneyColumn | undefined {
  const named = findByHeading(
    money.map(({ column, number }) => ({ heading: column.heading, number })),
    "balance",
  );
  return money.find(({ number }) => number === named?.number);
}

const fromProof = ({ amount, balance, chain }: Proof): FoundAmounts => ({
  amount,
  balanceColumn: balance.number,
  question: null,
  says: `${describeAmount(amount)}: the balance in column ${balance.number} agrees`,
  agrees: chain.links,
});

/**
 * The one proof; of several, that with which words, signs or headings agree. Null where none of
 * them says it.
 */
function chooseProof(proofs: readonly Proof[], beside: Parameters<typeof directionsOf>[1]) {
  const [only] = proofs;
  if (proofs.length === 1 && only !== undefined && saysDirection(only)) return only;
  const directed = proofs
    .flatMap((proof) => modelsOf(proof, beside))
    .filter(({ direction }) => direction !== null);
  const keys = new Set(directed.map(valueKey));
  const agreeing = proofs.filter((proof) => keys.has(valueKey(proof)));
  return agreeing.length === 1 ? (agreeing[0] ?? null) : null;
}

/** Fewer links tell the size of plain numbers; the oldest of them may go either way. */
const LINKS = 3;

const saysDirection = ({ chain, columns, words }: Proof): boolean =>
  chain.links >= LINKS || words > 0 || columns.length > 1 || (columns[0]?.negatives ?? 0) > 0;

/** What the columns of a proof can mean. On a debt a balance proves sizes and no direction. */
function modelsOf(
  { amount, columns, values }: Proof,
  beside: Parameters<typeof directionsOf>[1],
): AmountModel[] {
  const [first, second] = columns;
  if (first === undefined) return [];
  if (second !== undefined) return pairModels(first, second);
  const models = directionsOf(first, beside);
  if (!("feeColumn" in amount) || amount.feeColumn === undefined) return models;
  const { feeColumn } = amount;
  return models.flatMap((model): AmountModel[] =>
    "sign" in model.amount ? [{ ...model, amount: { ...model.amount, feeColumn }, values }] : [],
  );
}

/** Less likely than the best by more than this is no rival. */
const MARGIN = 25;

/** The hypotheses that are as likely as the best, the likeliest first. */
function likely(models: readonly AmountModel[]): AmountModel[] {
  const best = Math.max(...models.map(({ score }) => score));
  const isNone = (score: number) => score <= 0 && best > 0;
  const rivals = models.filter(({ score }) => !isNone(score) && score >= best - MARGIN);
  return rivals.toSorted((a, b) => b.score - a.score);
}

/** The hypothesis that all others agree with, those without any proof of direction aside. */
function settle(models: readonly AmountModel[]): AmountModel | null {
  if (new Set(models.map(sizeKey)).size > 1) return null;
  const directed = models.filter(({ direction }) => direction !== null);
  return new Set(directed.map(valueKey)).size === 1 ? (directed[0] ?? null) : null;
}

const PAIR = { ...{ named: 60, partlyNamed: 35, signs: 40, money: 30, covered: 30 } } as const;

/** Every two columns that may be one for each direction. */
function pairs(columns: readonly Column[], money: readonly MoneyColumn[]): AmountModel[] {
  const possible = [...money, ...emptyColumns(columns, money)];
  return possible.flatMap((out, at) =>
    possible
      .slice(at + 1)
      .flatMap((into) => (areExclusive(out, into) ? pairModels(out, into) : [])),
  );
}

/** A column that is called one for a direction may have nothing in it. */
const emptyColumns = (
  columns: readonly Column[],
  [{ values = [] } = {}]: readonly Partial<MoneyColumn>[],
): MoneyColumn[] =>
  columns
    .filter(({ filled, heading }) => filled.length === 0 && isDirection(heading))
    .map((column) => ({
      ...{ column, number: column.number, score: 0, negatives: 0, positives: 0 },
      values: values.map(() => ({ minor: null, hasPlus: false, side: null })),
    }));

const isDirection = (heading: string) => fitOf(heading, "out") > 0 || fitOf(heading, "in") > 0;

function pairModels(a: MoneyColumn, b: MoneyColumn): AmountModel[] {
  return [pairModel(a, b), pairModel(b, a)].filter((model) => model !== null);
}

function pairModel(out: MoneyColumn, into: MoneyColumn): AmountModel | null {
  const [outFit, inFit] = [fitOf(out.column.heading, "out"), fitOf(into.column.heading, "in")];
  const [wrongOut, wrongIn] = [fitOf(out.column.heading, "in"), fitOf(into.column.heading, "out")];
  if (wrongOut > outFit || wrongIn > inFit) return null;
  const isNamed = outFit > 0 && inFit > 0;
  const [hasOut, hasIn] = [out.negatives + out.positives > 0, into.negatives + into.positives > 0];
  const [outSign, inSign] = [usualSign(out), usualSign(into)];
  const bySigns = hasOut && hasIn && outSign === "minus" && inSign === "plain";
  const isTurned = hasOut && hasIn && inSign === "minus" && outSign === "plain";
  if (isNamed ? !hasOut && !hasIn : !hasOut || !hasIn || isTurned) return null;
  const values = pairedValues(out, into);
  const covered = values.filter((value) => value !== null).length / Math.max(1, values.length);
  if (!isNamed && covered < 0.9) return null;
  const isMoney = out.column.isMoney || into.column.isMoney;
  return {
    amount: pairOf(out, into),
    values,
    score:
      (isNamed ? (Math.min(outFit, inFit) >= 2 ? PAIR.named : PAIR.partlyNamed) : 0) +
      (bySigns ? PAIR.signs : 0) +
      (isMoney ? PAIR.money : 0) +
      PAIR.covered * covered,
    direction: isNamed ? "headings" : bySigns ? "signs" : null,
    columns: [out, into],
  };
}
