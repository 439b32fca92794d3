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

/** What an administrator can do with another person's account. */
export function UserMenu({ user }: { user: User }) {
  const { suspend, unsuspend, setRole, revokeKeys, confirmation } = useUserChanges();
  const { id: userId, name, role, status } = user;
  const other = role === "admin" ? "member" : "admin";
  const ask = (question: Question, onConfirm: () => Promise<void>) => () =>
    modals.openConfirmModal({
      ...question.look,
      title: question.title,
      labels: { confirm: question.confirm, cancel: "Cancel" },
      children: <Consequence name={name} text={question.text} />,
      onConfirm: () => void onConfirm(),
    });
  const onSuspend = ask(QUESTIONS.suspend, () => suspend(userId));
  const onSetRole = ask(QUESTIONS[other], () => setRole(userId, other));
  const onRevokeKeys = ask(QUESTIONS.revokeKeys, () => revokeKeys(userId));
  const access =
    status === "active"
      ? { label: "Suspend…", icon: IconLock, onClick: onSuspend }
      : { label: "Reactivate", icon: IconLockOpen, onClick: () => void unsuspend(userId) };
  const rank =
    other === "admin"
      ? { label: "Make administrator…", icon: IconShieldUp, onClick: onSetRole }
      : { label: "Make member…", icon: IconShieldDown, onClick: onSetRole };
  const keys = { label: "Revoke all keys…", icon: IconHandStop, onClick: onRevokeKeys };
  return (
    <>
      <ActionMenu label={`Actions for ${name}`} actions={[access, keys, rank]} />
      {confirmation}
    </>
  );
}

interface Question {
  look: typeof dialog | typeof gravely;
  title: string;
  confirm: string;
  /** Goes on after the person's name. */
  text: string;
}

const QUESTIONS = {
  suspend: {
    look: gravely,
    title: "Suspend this person?",
    confirm: "Suspend",
    text: "will be signed out everywhere, and all their keys will be revoked permanently.",
  },
  revokeKeys: {
    look: gravely,
    title: "Revoke all their keys?",
    confirm: "Revoke all",
    text: "keeps the account, but all their agents and scripts will be refused.",
  },
  admin: {
    look: dialog,
    title: "Make this person an administrator?",
    confirm: "Change role",
    text: "will be able to suspend people and change roles, and must sign in again.",
  },
  member: {
    look: dialog,
    title: "Make this person a member?",
    confirm: "Change role",
    text: "will no longer see this page, and must sign in again.",
  },
} as const satisfies Record<string, Question>;

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

/** Makes a change, asks for the password when the server wants it, and shows the result. */
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
      change(() => unsuspend.mutateAsync({ userId }), after("Reactivated")),
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
