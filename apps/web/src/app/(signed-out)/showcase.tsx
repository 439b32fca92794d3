import { IconArrowBackUp, IconKey } from "@tabler/icons-react";
import styles from "./showcase.module.css";

/** An invented page of a ledger: what one agent, with one key, did in it. */
const ROWS = [
  { payee: "Corner Bakery", category: "Groceries", amount: "−4.80" },
  { payee: "City Transit", category: "Transport", amount: "−49.00" },
  { payee: "North Power Co.", category: "Household", amount: "−86.12" },
  { payee: "Salary", category: "Income", amount: "+3 120.00" },
] as const;

/** Beside the form on wide screens: the idea of the product in one picture. */
export function Showcase() {
  return (
    <aside className={styles["panel"]} aria-label="About pfn">
      <div className={styles["content"]}>
        <figure className={styles["card"]} aria-hidden="true">
          <figcaption className={styles["caption"]}>
            <span className={styles["agent"]}>
              <IconKey size={16} stroke={2} />
              Budget agent
            </span>
            <span className={styles["undo"]}>
              <IconArrowBackUp size={14} stroke={2} />
              Undo
            </span>
          </figcaption>
          {ROWS.map(({ payee, category, amount }) => (
            <div key={payee} className={styles["row"]}>
              <span>{payee}</span>
              <span className={styles["category"]}>{category}</span>
              <span className={styles["amount"]}>{amount}</span>
            </div>
          ))}
        </figure>
        <p className={styles["claim"]}>Your ledger, and the keys to it.</p>
        <p className={styles["text"]}>
          Give a program its own key to read or keep your books. You choose what it may do and for
          how long, see what it did, and revoke the key at any time.
        </p>
      </div>
    </aside>
  );
}
