import styles from "./contents.module.css";
import type { Reference } from "./read-reference";

/** Links to everything on the page: beside it where there is room, folded above it elsewhere. */
export function Contents({ reference }: { reference: Reference }) {
  return (
    <div className={styles["contents"]}>
      <details className={styles["folded"]}>
        <summary>Contents</summary>
        <List reference={reference} label="Contents, folded" />
      </details>
      <div className={styles["beside"]}>
        <List reference={reference} label="Contents" />
      </div>
    </div>
  );
}

function List({ reference: { groups, schemas }, label }: { reference: Reference; label: string }) {
  return (
    <nav aria-label={label}>
      {groups.map(({ name, calls }) => (
        <div key={name}>
          <p>{name}</p>
          <ul>
            {calls.map(({ id, summary }) => (
              <li key={id}>
                <a href={`#${id}`}>{summary}</a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p>
        <a href="#refusals">Refusals</a>
      </p>
      <p>
        <a href="#schemas">Schemas</a>
      </p>
      <ul>
        {schemas.map(({ name }) => (
          <li key={name}>
            <a href={`#${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
