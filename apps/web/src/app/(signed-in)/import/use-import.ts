import { MappingChoice } from "@pfn/api/schema/import-mapping";
import { useState } from "react";
import { useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import type { Decision, Preview } from "./import-words";
import { type BankFile, readBankFile } from "./read-file";

interface Chosen {
  accountId: string;
  file: BankFile;
}

/** What a person settled about the file. */
interface Choice {
  mapping: MappingChoice;
  part?: number;
}

const settleField = (choice: Choice, field: string, value: unknown): Choice =>
  field === "part"
    ? { ...choice, part: Number(value) }
    : { ...choice, mapping: MappingChoice.parse({ ...choice.mapping, [field]: value }) };

/** The import of one file, from choosing it to adding its rows. */
export function useImport() {
  const tell = useUndoToast();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [choice, setChoice] = useState<Choice>({ mapping: {} });
  // Kept here, because the old one stays on the page while the file is read again.
  const [seen, setSeen] = useState<Preview | null>(null);
  const preview = trpc.imports.preview.useMutation({
    onSuccess: setSeen,
  });
  const commit = trpc.imports.commit.useMutation({
    onSuccess: (answer) => {
      tell(`${count(answer.created, "transaction")} added.`, answer);
    },
  });

  function look({ accountId, file }: Chosen, how: Choice) {
    setChosen({ accountId, file });
    setChoice(how);
    commit.reset();
    preview.mutate({ accountId, fileName: file.name, content: file.content, ...how });
  }

  return {
    accountId: chosen?.accountId ?? null,
    fileName: chosen?.file.name ?? "",
    preview: seen,
    done: commit.data,
    isReading: preview.isPending,
    isCommitting: commit.isPending,
    error: preview.error ?? commit.error,
    open: async (accountId: string, file: File) =>
      look({ accountId, file: await readBankFile(file) }, { mapping: {} }),
    /** Settles a field or the part as a question or the editor says, and reads the file again. */
    settle: (field: string, value: unknown) => {
      if (chosen !== null) look(chosen, settleField(choice, field, value));
    },
    commit: (id: string, decisions: ReadonlyMap<number, Decision>) =>
      commit.mutate({
        id,
        decisions: [...decisions].map(([index, decision]) => ({ index, decision })),
      }),
    reset: () => {
      setChosen(null);
      setChoice({ mapping: {} });
      setSeen(null);
      preview.reset();
      commit.reset();
    },
  };
}

export type ImportProcess = ReturnType<typeof useImport>;
