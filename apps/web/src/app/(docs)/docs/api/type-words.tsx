import { Fragment, type ReactNode } from "react";
import { type JsonSchema, nameOf } from "./openapi";
import styles from "./reference.module.css";

/** The type of a value in a few words. A named type links to its section. */
export function TypeWords({ schema }: { schema: JsonSchema }): ReactNode {
  const choices = schema.anyOf ?? schema.oneOf;
  if (schema.$ref !== undefined) return <SchemaLink name={nameOf(schema.$ref)} />;
  if (choices !== undefined) return <Choices schemas={choices} />;
  if (schema.const !== undefined) return <code>{JSON.stringify(schema.const)}</code>;
  if (schema.enum !== undefined) return <Values values={schema.enum} />;
  if (schema.items !== undefined) {
    return (
      <>
        list of <TypeWords schema={schema.items} />
        {boundsOf(schema.minItems, schema.maxItems, "items")}
      </>
    );
  }
  return plainWords(schema);
}

const SchemaLink = ({ name }: { name: string }) => <a href={`#${name}`}>{name}</a>;

function Choices({ schemas }: { schemas: readonly JsonSchema[] }) {
  return schemas.map((schema, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
    <Fragment key={index}>
      {index > 0 && " or "}
      <TypeWords schema={schema} />
    </Fragment>
  ));
}

function Values({ values }: { values: readonly unknown[] }) {
  return (
    <span className={styles["values"]}>
      {values.map((value) => (
        <code key={String(value)}>{JSON.stringify(value)}</code>
      ))}
    </span>
  );
}

function plainWords({ type, format, minimum, maximum, minLength, maxLength }: JsonSchema): string {
  const types = [type ?? "anything"].flat().join(" or ");
  return [
    types,
    format === undefined ? "" : ` (${format})`,
    boundsOf(minimum, maximum, ""),
    boundsOf(minLength, maxLength, "characters"),
  ].join("");
}

function boundsOf(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return "";
  const range =
    most === undefined
      ? `at least ${least}`
      : least === undefined
        ? `at most ${most}`
        : `${least} to ${most}`;
  return `, ${range}${unit === "" ? "" : ` ${unit}`}`;
}
