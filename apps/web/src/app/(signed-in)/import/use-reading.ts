import { useState } from "react";
import { trpc } from "#trpc/client.tsx";
import type { Preview } from "./import-words";
import { type Books, type OpenFile, planTargets, type Target } from "./targets";
import type { Files } from "./use-files";
import { useQueue } from "./use-queue";

/** Reads files: what each is, and its rows for the accounts that they go to. */
export function useReading(files: Files, books: Books) {
  const [made, setMade] = useState<ReadonlySet<string>>(new Set());
  const preview = trpc.imports.preview.useMutation();
  const create = trpc.accounts.create.useMutation();
  const { waiting, enqueue } = useQueue(files);

  const ask = ({ file, mapping }: OpenFile, about: { accountId?: string; part?: number }) =>
    preview.mutateAsync({ fileName: file.name, content: file.content, mapping, ...about });

  function replan({ key, targets }: OpenFile, answer: Preview): void {
    const others = files.list().filter((file) => file.key !== key);
    const taken = others.flatMap((file) => file.targets.flatMap(newNameOf));
    files.change(key, {
      answer,
      targets: planTargets(answer, { ...books, before: targets, taken }),
    });
  }

  /** What the file is; then its rows, where it is clear which account they go to. */
  async function look(key: string): Promise<void> {
    const file = files.get(key);
    if (file === undefined) return;
    replan(file, await ask(file, {}));
    await readTargets(key);
  }

  async function readTargets(key: string): Promise<void> {
    const count = files.get(key)?.targets.length ?? 0;
    for (let at = 0; at < count; at += 1) {
      const file = files.get(key);
      const target = file?.targets[at];
      if (file === undefined || target === undefined || target.preview !== null) continue;
      if (target.goesTo.kind !== "account") continue;
      const part = partToSend(file, target);
      const answer = await ask(file, {
        accountId: target.goesTo.id,
        ...(part !== null && { part }),
      });
      // With another mapping a file may turn out to name accounts.
      if (target.part === null && answer.parts.length > 0) {
        replan(file, answer);
        return readTargets(key);
      }
      files.changeTarget(key, at, { preview: answer });
      files.change(key, { answer });
      if (isAsking(answer)) return;
    }
  }

  async function addAccounts(key: string): Promise<void> {
    for (const [at, { goesTo }] of (files.get(key)?.targets ?? []).entries()) {
      if (goesTo.kind !== "new") continue;
      const { account } = await create.mutateAsync(goesTo.account);
      setMade((ids) => new Set([...ids, account.id]));
      files.changeTarget(key, at, { goesTo: { kind: "account", id: account.id } });
    }
  }

  return {
    made,
    isReading: (key: string) => waiting.includes(key),
    isBusy: waiting.length > 0,
    look: (key: string) => enqueue(key, () => look(key)),
    readTargets: (key: string) => enqueue(key, () => readTargets(key)),
    addAccounts: (key: string) =>
      enqueue(key, async () => {
        await addAccounts(key);
        await readTargets(key);
      }),
  };
}

/**
 * Of several parts it is named which one is meant. Of a single one it is not, so that the server
 * warns where its IBAN was another account's, unless the person has said that it belongs here.
 */
const partToSend = ({ targets }: OpenFile, { part, isConfirmed }: Target): number | null =>
  part !== null && (targets.length > 1 || isConfirmed) ? part.part : null;

const newNameOf = ({ goesTo }: Target): string[] =>
  goesTo.kind === "new" ? [goesTo.account.name] : [];

const isAsking = ({ ambiguous }: Preview): boolean => ambiguous.length > 0;
