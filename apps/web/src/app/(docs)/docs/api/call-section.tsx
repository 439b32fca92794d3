import { CodeBlock } from "#ui/code-block.tsx";
import { Prose } from "#ui/prose.tsx";
import { Words } from "#ui/words.tsx";
import { FieldList, ParameterList } from "./field-list";
import type { Call, Refusal } from "./read-reference";
import styles from "./reference.module.css";

/** One call: what it does, takes and returns, and how it refuses. */
export function CallSection({ call }: { call: Call }) {
  const { id, method, path, summary, description, parameters, body, curl, answer } = call;
  return (
    <section id={id} className={styles["call"]} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>
        <a href={`#${id}`}>{summary}</a>
      </h3>
      <p className={styles["line"]}>
        <span className={styles["method"]} data-method={method}>
          {method}
        </span>
        <code>{path}</code>
        <Needs scope={call.scope} />
      </p>
      <Prose markdown={description} />
      {parameters.length > 0 && (
        <>
          <h4>Parameters</h4>
          <ParameterList parameters={parameters} />
        </>
      )}
      {body !== null && (
        <>
          <h4>Body</h4>
          <FieldList schema={body} />
        </>
      )}
      <CodeBlock text={curl} label={`Request of ${id}`} />
      <h4>
        Answer {answer.status}
        {answer.mediaType !== "application/json" && `, ${answer.mediaType}`}
      </h4>
      <FieldList schema={answer.schema} marks="optional" />
      {answer.example !== undefined && (
        <details className={styles["more"]}>
          <summary>Example of the answer</summary>
          <CodeBlock text={JSON.stringify(answer.example, null, 2)} label={`Answer of ${id}`} />
        </details>
      )}
      <Refusals refusals={call.refusals} />
    </section>
  );
}

function Needs({ scope }: { scope: Call["scope"] }) {
  if (scope === undefined) return <span className={styles["scope"]}>no key</span>;
  return (
    <span className={styles["scope"]}>{scope === null ? "any key" : <code>{scope}</code>}</span>
  );
}

function Refusals({ refusals }: { refusals: readonly Refusal[] }) {
  return (
    <details className={styles["more"]}>
      <summary>Refusals: {refusals.map(({ status }) => status).join(", ")}</summary>
      <ul className={styles["refusals"]}>
        {refusals.map(({ status, name, description }) => (
          <li key={status}>
            <a href={`#${name}`}>{status}</a> <Words text={description} />
          </li>
        ))}
      </ul>
    </details>
  );
}
