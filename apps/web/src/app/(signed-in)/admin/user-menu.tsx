import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import {
  IconHandStop,
  IconLock,
  IconLockOpen,
  IconShieldDown,
  IconShieldUp,
} from "@tabler/icons-react";
import { ActionMenu } from "#ui/action-menu.tsx";
import { dialog, gravely } from "#ui/dialog.ts";
import type { User } from "./types";
import { useUserChanges } from "./use-user-changes";

/** What an administrator can do about somebody else's account. */
export function UserMenu({ user }: { user: User }) {
  const { unsuspend, confirmation, ...changes } = useUserChanges();
  const { id, name, role, status } = user;
  const ask = { ...changes, user };

  const access =
    status === "active"
      ? { label: "Suspend…", icon: IconLock, onClick: () => askToSuspend(ask) }
      : { label: "Let in again", icon: IconLockOpen, onClick: () => void unsuspend(id) };
  const rank =
    role === "member"
      ? { label: "Make administrator…", icon: IconShieldUp, onClick: () => askForRole(ask) }
      : { label: "Make member…", icon: IconShieldDown, onClick: () => askForRole(ask) };
  const keys = {
    label: "Revoke all keys…",
    icon: IconHandStop,
    onClick: () => askToRevokeKeys(ask),
  };
  return (
    <>
      <ActionMenu label={`Actions for ${name}`} actions={[access, keys, rank]} />
      {confirmation}
    </>
  );
}

type Ask = Pick<ReturnType<typeof useUserChanges>, "suspend" | "setRole" | "revokeKeys"> & {
  user: User;
};

function askToSuspend({ suspend, user }: Ask) {
  modals.openConfirmModal({
    ...gravely,
    title: "Suspend this person?",
    labels: { confirm: "Suspend", cancel: "Leave as it is" },
    children: (
      <Consequence
        name={user.name}
        text="is signed out everywhere, and all their keys are revoked for good."
      />
    ),
    onConfirm: () => void suspend(user.id),
  });
}

function askForRole({ setRole, user }: Ask) {
  const other = user.role === "admin" ? "member" : "admin";
  const then =
    other === "admin"
      ? "may then suspend people and change roles"
      : "can then no longer see this page";
  modals.openConfirmModal({
    ...dialog,
    title: other === "admin" ? "Make an administrator?" : "Make a member?",
    labels: { confirm: "Change role", cancel: "Leave as it is" },
    children: <Consequence name={user.name} text={`${then}, and signs in anew.`} />,
    onConfirm: () => void setRole(user.id, other),
  });
}

function askToRevokeKeys({ revokeKeys, user }: Ask) {
  modals.openConfirmModal({
    ...gravely,
    title: "Revoke all their keys?",
    labels: { confirm: "Revoke all", cancel: "Leave as it is" },
    children: (
      <Consequence
        name={user.name}
        text="keeps the account; every agent and script of theirs is refused from now on."
      />
    ),
    onConfirm: () => void revokeKeys(user.id),
  });
}

function Consequence({ name, text }: { name: string; text: string }) {
  return (
    <Text fz="sm" style={{ overflowWrap: "anywhere" }}>
      <Text span inherit fw={600}>
        <bdi>{name}</bdi>
      </Text>{" "}
      {text}
    </Text>
  );
}
