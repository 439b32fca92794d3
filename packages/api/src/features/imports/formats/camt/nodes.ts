/** An element of an entry, with the elements in it that a reader asks for. */
export interface Node {
  name: string;
  line: number;
  text: string;
  /** Its attribute `Ccy`. */
  currency: string | null;
  /** By name; null as long as there are none. */
  children: Map<string, Node[]> | null;
}

/** Every element that is asked for. Others, and all that is in them, are not kept. */
const KNOWN: ReadonlySet<string> = new Set([
  ...["Acct", "Id", "IBAN", "Othr", "Ccy", "Bal", "Tp", "CdOrPrtry", "Cd", "Amt", "CdtDbtInd"],
  ...["Dt", "DtTm", "Ntry", "RvslInd", "Sts", "BookgDt", "ValDt", "AcctSvcrRef", "NtryDtls"],
  ...["TxDtls", "Refs", "AmtDtls", "TxAmt", "RltdPties", "Cdtr", "Dbtr", "UltmtCdtr", "UltmtDbtr"],
  ...["Pty", "Nm", "RmtInf", "Ustrd", "Strd", "CdtrRefInf", "Ref", "AddtlTxInf", "AddtlNtryInf"],
]);

export const isKnown = (name: string): boolean => KNOWN.has(name);

/** Of these there may be several, of the others the first counts. */
const REPEATED: ReadonlySet<string> = new Set(["NtryDtls", "TxDtls", "Ustrd"]);

export function addChild(parent: Node, node: Node): void {
  parent.children ??= new Map();
  const same = parent.children.get(node.name);
  if (same === undefined) parent.children.set(node.name, [node]);
  else if (REPEATED.has(node.name)) same.push(node);
}

/** The first element on a way down; undefined where a step of it is missing. */
export function find(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((at, name) => at?.children?.get(name)?.[0], node);
}

export const all = (node: Node | undefined, name: string): readonly Node[] =>
  node?.children?.get(name) ?? [];

/** The text at the end of a way; empty where there is none. */
export const textAt = (node: Node | undefined, ...path: readonly string[]): string =>
  find(node, ...path)?.text.trim() ?? "";
