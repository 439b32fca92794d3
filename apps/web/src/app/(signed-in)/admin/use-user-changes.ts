import { notifications } from "@mantine/notifications";
import { showFailure } from "#ledger/use-undo-toast.tsx";
import { useConfirmedCall } from "#secrets/use-confirmed-call.tsx";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import type { User } from "./types";

/** Makes a change, asks for the password where the server wants it, and tells what came of it. */
export function useUserChanges() {
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
