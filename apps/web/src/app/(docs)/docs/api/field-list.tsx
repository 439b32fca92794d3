import type { ReactNode } from "react";
import { Words } from "#ui/words.tsx";
import type { JsonSchema, Parameter } from "./openapi";
import styles from "./reference.module.css";
import { TypeWords } from "./type-words";

interface FieldListProps {
  schema: JsonSchema;
  /** Which fields are marked: those that must be sent, or those that an answer may leave out. */
  marks?: "required" | "optional";
}

/** The fields of an object and of objects inside it; one line for any other schema. */
export function FieldList({ schema, marks = "required" }: FieldListProps) {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) {
    return (
      <p className={styles["type"]}>
        <TypeWords schema={schema} />
      </p>
    );
  }
  return (
    <ul className={styles["fields"]}>
      {fields.map(([name, field]) => (
        <Field
          key={name}
          name={name}
          schema={field}
          mark={
            (schema.required?.includes(name) === true) === (marks === "required") ? marks : null
          }
        >
          {objectsIn(field).map((inner, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
            <FieldList key={index} schema={inner} marks={marks} />
          ))}
        </Field>
      ))}
    </ul>
  );
}

/** Parameters of a path, a query or a header. */
export function ParameterList({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <ul className={styles["fields"]}>
      {parameters.map(({ name, in: place, required, description, schema }) => (
        <Field
          key={name}
          name={name}
          place={place}
          mark={required ? "required" : null}
          schema={{ ...schema, ...(description === undefined ? {} : { description }) }}
        />
      ))}
    </ul>
  );
}

interface FieldProps {
  name: string;
  schema: JsonSchema;
  mark: "required" | "optional" | null;
  place?: Parameter["in"];
  children?: ReactNode;
}

function Field({ name, schema, mark, place, children }: FieldProps) {
  return (
    <li>
      <div className={styles["field"]}>
        <code className={styles["name"]}>{name}</code>
        <span className={styles["type"]}>
          {place !== undefined && `in the ${place}: `}
          <TypeWords schema={schema} />
          {schema.default !== undefined && (
            <>
              , default <code>{JSON.stringify(schema.default)}</code>
            </>
          )}
        </span>
        {mark !== null && (
          <span className={styles["mark"]} data-mark={mark}>
            {mark}
          </span>
        )}
      </div>
      {schema.description !== undefined && (
        <p className={styles["description"]}>
          <Words text={schema.description} />
        </p>
      )}
      {children}
    </li>
  );
}

/** Unnamed objects in a field: the field itself, its items, or its alternatives. */
function objectsIn(schema: JsonSchema): JsonSchema[] {
  if (schema.properties !== undefined) return [schema];
  if (schema.items !== undefined) return objectsIn(schema.items);
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(objectsIn);
}
