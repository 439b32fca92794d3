import { MappingChoice } from "@pfn/api/schema/import-mapping";
import { toCommit } from "./decisions";
import { readBankFile } from "./read-file";
import { type Books, type Destination, draftsOf } from "./targets";
import { useChoices } from "./use-choices";
import { useCommit } from "./use-commit";
import { useFiles } from "./use-files";
import { useReading } from "./use-reading";

/** One sitting: files are brought, read, given accounts, decided about, and added together. */
export function useSitting(books: Books) {
  const files = useFiles();
  const reading = useReading(files, books);
  const { choices, createsCategories, forgetChoices, ...chosen } = useChoices();
  const drafts = draftsOf(files.files, reading.made);
  const input = toCommit(drafts, choices, createsCategories);
  const { forgetCommit, ...commit } = useCommit(input);

  async function open(file: File) {
    const nothing = { mapping: {}, answer: null, targets: [], error: null };
    reading.look(files.add({ file: await readBankFile(file), ...nothing }));
  }

  /** With another mapping the file is another one: all that came of it is read again. */
  function settle(key: string, fields: Readonly<Record<string, unknown>>) {
    const file = files.get(key);
    if (file === undefined) return;
    const mapping = MappingChoice.parse({ ...file.mapping, ...fields });
    forget(key);
    files.change(key, { mapping });
    const [only] = file.targets;
    const isOfOne = only?.part === null && only.goesTo.kind === "account";
    if (isOfOne) reading.readTargets(key);
    else reading.look(key);
  }

  function forget(key: string) {
    const targets = files.get(key)?.targets ?? [];
    files.change(key, { targets: targets.map((target) => ({ ...target, preview: null })) });
    forgetCommit();
  }

  function send(key: string, at: number, goesTo: Destination) {
    files.changeTarget(key, at, { goesTo, isConfirmed: false, preview: null });
    forgetCommit();
    if (goesTo.kind === "account") reading.readTargets(key);
  }

  return {
    ...{ files: files.files, drafts, choices, reading, open, settle, send },
    ...{ ...chosen, ...commit, createsCategories, remove: files.remove },
    mayCommit: input !== null && !reading.isBusy,
    /** The account of the file's only part is the right one, although it took another's so far. */
    confirm: (key: string) => {
      files.changeTarget(key, 0, { isConfirmed: true, preview: null });
      reading.readTargets(key);
    },
    retry: (key: string) =>
      files.get(key)?.answer === null ? reading.look(key) : reading.readTargets(key),
    readAgain: () => {
      for (const { key } of files.list()) {
        forget(key);
        reading.readTargets(key);
      }
    },
    reset: () => {
      files.clear();
      forgetChoices();
      forgetCommit();
    },
  };
}

export type Sitting = ReturnType<typeof useSitting>;
