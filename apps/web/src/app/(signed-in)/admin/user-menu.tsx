import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import {
  IconHandStop,
  IconLock,
  IconLockOpen,
  IconShieldDown,
  IconShieldUp,
} from "@tabler/icons-react";
import { showFailure } from "#ledger/use-undo-toast.tsx";
import { useConfirmedCall } from "#secrets/use-confirmed-call.tsx";
import { trpc } from "#trpc/client.tsx";
import { ActionMenu } from "#ui/action-menu.tsx";
import { count } from "#ui/count.ts";
import { dialog, gravely } from "#ui/dialog.ts";
import type { User } from "./types";

/** What an administrator can do about somebody else's account. */
export function UserMenu({ user }: { user: User }) {
  const { suspend, unsuspend, setRole, revokeKeys, confirmation } = useUserChanges();
  const { id: userId, name, role, status } = user;
  const other = role === "admin" ? "member" : "admin";

  const askToSuspend = () =>
    modals.openConfirmModal({
      ...gravely,
      title: "Suspend this person?",
      labels: { confirm: "Suspend", cancel: "Leave as it is" },
      children: (
        <Consequence
          name={name}
          text="is signed out everywhere, and all their keys are revoked for good."
        />
      ),
      onConfirm: () => void suspend(userId),
    });
  const askForRole = () =>
    modals.openConfirmModal({
      ...dialog,
      title: other === "admin" ? "Make an administrator?" : "Make a member?",
      labels: { confirm: "Change role", cancel: "Leave as it is" },
      children: (
        <Consequence
          name={name}
          text={`${other === "admin" ? "may then suspend people and change roles" : "can then no longer see this page"}, and signs in anew.`}
        />
      ),
      onConfirm: () => void setRole(userId, other),
    });

  const askToRevokeKeys = () =>
    modals.openConfirmModal({
      ...gravely,
      title: "Revoke all their keys?",
      labels: { confirm: "Revoke all", cancel: "Leave as it is" },
      children: (
        <Consequence
          name={name}
          text="keeps the account; every agent and script of theirs is refused from now on."
        />
      ),
      onConfirm: () => void revokeKeys(userId),
    });

  const access =
    status === "active"
      ? { label: "Suspend…", icon: IconLock, onClick: askToSuspend }
      : { label: "Let in again", icon: IconLockOpen, onClick: () => void unsuspend(userId) };
  const rank =
    other === "admin"
      ? { label: "Make administrator…", icon: IconShieldUp, onClick: askForRole }
      : { label: "Make member…", icon: IconShieldDown, onClick: askForRole };
  const keys = { label: "Revoke all keys…", icon: IconHandStop, onClick: askToRevokeKeys };
  return (
    <>
      <ActionMenu label={`Actions for ${name}`} actions={[access, keys, rank]} />
      {confirmation}
    </>
  );
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

/** Makes a change, asks for the password where the server wants it, and tells what came of it. */
function useUserChanges() {
  const { run, dialog: confirmation } = useConfirmedCall();
  const suspend = trpc.admin.suspend.useMutation();
  const unsuspend = trpc.admin.unsuspend.useMutation();
  const setRole = trpc.admin.setRole.useMutation();
  const revokeKeys = trpc.admin.revokeKeys.useMutation();

  async function change<T>(
    call: () => Promise<T>,
    tell: (answer: T) => { title: string; message: string },
  ) {
    try {
      const answer = await run(call);
      if (answer !== null) notifications.show(tell(answer));
    } catch (error) {
      showFailure("Nothing was changed")(error);
    }
  }

  const after =
    (title: string) =>
    ({ name }: User) => ({ title, message: name });
  return {
    confirmation,
    suspend: (userId: string) => change(() => suspend.mutateAsync({ userId }), after("Suspended")),
    unsuspend: (userId: string) =>
      change(() => unsuspend.mutateAsync({ userId }), after("Let in again")),
    setRole: (userId: string, role: User["role"]) =>
      change(() => setRole.mutateAsync({ userId, role }), after("Role changed")),
    revokeKeys: (userId: string) =>
      change(
        () => revokeKeys.mutateAsync({ userId }),
        ({ revoked }) => ({
          title: "Keys revoked",
          message: revoked === 0 ? "There were none." : count(revoked, "key"),
        }),
      ),
  };
}
