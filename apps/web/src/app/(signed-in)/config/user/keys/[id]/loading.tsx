import { Skeleton } from "@mantine/core";
import styles from "./key-page.module.css";

/** The outline of a key's page while it loads. */
export default function Loading() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton h={20} w={200} mb="sm" />
      <Skeleton h={32} w={320} mb={10} />
      <Skeleton h={22} w={240} mb="lg" />
      <Skeleton h={92} radius="lg" mb="lg" />
      <div className={styles["columns"]}>
        <Skeleton h={480} radius="lg" />
        <Skeleton h={420} radius="lg" />
      </div>
    </div>
  );
}
