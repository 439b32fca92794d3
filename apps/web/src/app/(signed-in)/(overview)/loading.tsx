import { Skeleton } from "@mantine/core";
import styles from "./overview.module.css";

/** The outline of the overview while it loads. */
export default function Loading() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton h={32} w={160} mb={10} />
      <Skeleton h={20} w={220} mb="lg" />
      <div className={styles["columns"]}>
        <Skeleton h={280} radius="lg" />
        <Skeleton h={560} radius="lg" />
        <Skeleton h={480} radius="lg" className={styles["wide"]} />
      </div>
    </div>
  );
}
