import { Badge, Text } from "@mantine/core";
import { DataCell, DataRow } from "#ui/data-table.tsx";
import { Day } from "#ui/time.tsx";
import type { User } from "./types";
import { UserMenu } from "./user-menu";
import styles from "./user-row.module.css";

/** One person's account. */
export function UserRow({ user, isOneself }: { user: User; isOneself: boolean }) {
  const { name, email, role, status, createdAt } = user;
  return (
    <DataRow isMuted={status === "suspended"}>
      <DataCell area="person">
        <Text fz="sm" fw={600} className={styles["text"]}>
          <bdi>{name}</bdi>
          {isOneself && " (you)"}
        </Text>
        <Text fz="xs" c="dimmed" className={styles["text"]}>
          <bdi>{email}</bdi>
        </Text>
      </DataCell>
      <DataCell area="role">
        <Text fz="sm">{role === "admin" ? "Administrator" : "Member"}</Text>
      </DataCell>
      <DataCell area="state">
        <Badge variant={status === "active" ? "light" : "default"} tt="none">
          {status === "active" ? "Active" : "Suspended"}
        </Badge>
      </DataCell>
      <DataCell area="since">
        <Text fz="sm" c="dimmed">
          <Day at={createdAt} />
        </Text>
      </DataCell>
      <DataCell area="menu" align="right">
        {!isOneself && <UserMenu user={user} />}
      </DataCell>
    </DataRow>
  );
}
