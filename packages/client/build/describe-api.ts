import { PROCEDURES, STATUS } from "@pfn/api/http";
import { z } from "zod";
import { comment, printType, type Schema, type Use } from "./print-type";

/** A call that a key may make, with its types in TypeScript. */
interface Call {
  feature: string;
  verb: string;
  type: string;
  doc: string;
  input: string;
  output: string;
}

/** Named schemas that the client declares itself. */
const OWN_TYPES: ReadonlySet<string> = new Set(["Money"]);

/**
 * src/api-types.ts written out: the same types without a reference to the API. Named schemas become
 * named types, and the words of schemas and procedures become comments, so that an editor shows
 * them.
 *
 * @throws Error when two schemas share a name or a procedure lacks one
 */
export function describeApi(): { text: string; calls: readonly Call[] } {
  const named = new Map<string, string>();
  const calls = readCalls(named);
  const tree = (print: (call: Call) => string) =>
    [...new Set(calls.map(({ feature }) => feature))].map((feature) => {
      const own = calls.filter((call) => call.feature === feature);
      return `readonly ${feature}: {\n${own.map(print).join("\n")}\n};`;
    });
  const text = [
    'import type { PfnMutation, PfnQuery } from "./call-types";\nimport type { Money } ' +
      'from "./money";',
    // What tRPC's own types need to know of a router; nothing of it is visible from outside.
    "export type ApiRouter = any;\nexport type UnkeyedWrite = never;",
    `export type ProblemCode = ${Object.keys(STATUS).map(quote).join(" | ")};`,
    ...named.values(),
    ...[
      comment('Inputs by feature and verb, e.g. `PfnInputs["transactions"]["create"]`.'),
      `export interface PfnInputs {`,
      ...tree(({ verb, input }) => `${verb}: ${input};`),
      "}",
      comment(
        'Answers by feature and verb, e.g. `PfnOutputs["transactions"]["list"]["items"][number]`.',
      ),
      `export interface PfnOutputs {`,
      ...tree(({ verb, output }) => `${verb}: ${output};`),
      "}",
      comment(
        "A ledger's API: `client.<feature>.<verb>.query(input)` to read, " +
          "`.mutate(input)` to write. Each call takes `{ signal }` as second argument.",
        "Every rejection is a `PfnError`.",
      ),
      `export interface PfnClient {`,
      ...tree(printCall),
      "}",
    ],
  ];
  return { text: text.join("\n"), calls };
}

function readCalls(named: Map<string, string>): Call[] {
  return [...PROCEDURES].flatMap(([path, { meta, type, inputs, output }]) => {
    if (meta?.access.kind !== "key" && meta?.access.kind !== "ledger") return [];
    const [feature = "", verb = ""] = path.split(".");
    const [input] = inputs;
    if (inputs.length !== 1 || !(input instanceof z.ZodType) || !(output instanceof z.ZodType))
      throw new Error(`${path} has no single input and output to describe.`);
    const { scope } = meta.access;
    const doc = comment(
      `${meta.doc?.summary ?? path}.`,
      meta.doc?.description,
      scope === null ? "Any valid key may call this." : `Needs the scope \`${scope}\`.`,
      meta.doc?.example && `@example ${JSON.stringify(meta.doc.example)}`,
    );
    const orNothing = input.safeParse(undefined).success ? " | undefined" : "";
    return {
      ...{ feature, verb, type, doc },
      input: describe(input, "input", named) + orNothing,
      output: describe(output, "output", named),
    };
  });
}

const printCall = ({ feature, verb, type, doc }: Call) => {
  const at = `[${quote(feature)}][${quote(verb)}]`;
  return (
    `${doc}readonly ${verb}: ` +
    `${type === "query" ? "PfnQuery" : "PfnMutation"}<PfnInputs${at}, PfnOutputs${at}>;`
  );
};

function describe(schema: z.ZodType, io: Use, named: Map<string, string>): string {
  // What `toJSONSchema` answers is JSON Schema by its contract; print-type.ts refuses what it does
  // not know.
  const { $defs = {}, ...root } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
  }) as Schema & {
    $defs?: Record<string, Schema>;
  };
  for (const [name, definition] of Object.entries($defs)) {
    if (OWN_TYPES.has(name)) continue;
    const type = printType(definition, io);
    const declaration =
      definition.type === "object"
        ? `export interface ${name} ${type}`
        : `export type ${name} = ${type};`;
    if ((named.get(name) ?? declaration) !== declaration)
      throw new Error(`Two schemas are called ${name}.`);
    named.set(name, declaration);
  }
  return printType(root, io);
}

const quote = (text: string) => JSON.stringify(text);
