import styles from "./skip-link.module.css";

/**
 * The first stop of the tab key: past the navigation, to the element with the id "main" (WCAG
 * 2.4.1).
 */
export function SkipLink() {
  return (
    <a href="#main" className={styles["skip"]}>
      Skip to content
    </a>
  );
}
