import { CodeBlock } from "#ui/code-block.tsx";
import { Words } from "#ui/words.tsx";
import { FieldList } from "./field-list";
import type { Reference } from "./read-reference";
import styles from "./reference.module.css";

/** Every way in which a call is refused, with the object that comes back. */
export function RefusalsSection({ refusals }: Pick<Reference, "refusals">) {
  return (
    <section id="refusals" aria-labelledby="refusals-title">
      <h2 id="refusals-title">Refusals</h2>
      <p>
        Every refusal is a <a href="#Problem">Problem</a> (RFC 9457) with the media type{" "}
        <code>application/problem+json</code>.
      </p>
      {refusals.map(({ name, status, description, headers, example }) => (
        <section key={name} id={name} className={styles["call"]} aria-labelledby={`${name}-title`}>
          <h3 id={`${name}-title`}>
            <a href={`#${name}`}>
              {status} {name}
            </a>
          </h3>
          <p>
            <Words text={description} />
          </p>
          <ul className={styles["fields"]}>
            {headers.map((header) => (
              <li key={header.name}>
                <div className={styles["field"]}>
                  <code className={styles["name"]}>{header.name}</code>
                  <span className={styles["type"]}>header</span>
                </div>
                <p className={styles["description"]}>
                  <Words text={header.description} />
                </p>
              </li>
            ))}
          </ul>
          <CodeBlock text={JSON.stringify(example, null, 2)} label={`Example of ${name}`} />
        </section>
      ))}
    </section>
  );
}

/** The objects that several calls take or answer. */
export function SchemasSection({ schemas }: Pick<Reference, "schemas">) {
  return (
    <section id="schemas" aria-labelledby="schemas-title">
      <h2 id="schemas-title">Schemas</h2>
      {schemas.map(({ name, schema }) => (
        <section key={name} id={name} className={styles["call"]} aria-labelledby={`${name}-title`}>
          <h3 id={`${name}-title`}>
            <a href={`#${name}`}>{name}</a>
          </h3>
          {schema.description !== undefined && (
            <p>
              <Words text={schema.description} />
            </p>
          )}
          <FieldList schema={schema} />
        </section>
      ))}
    </section>
  );
}
