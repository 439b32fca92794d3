import type { AppCaller, RouterInputs } from "../root";

type Choice = RouterInputs["imports"]["preview"]["mapping"];

/** A file as it travels. */
export const contentOf = (file: Buffer | string) => ({
  fileName: "bank.csv",
  content: Buffer.from(file).toString("base64"),
});

export const previewFile = (
  caller: AppCaller,
  accountId: string,
  file: Buffer | string,
  mapping?: Choice,
) =>
  caller.imports.preview({
    accountId,
    ...contentOf(file),
    ...(mapping === undefined ? {} : { mapping }),
  });

type Options = Omit<RouterInputs["imports"]["commit"], "id"> & { mapping?: Choice };

/** Previews and commits; fails where the file leaves something open. */
export async function commitFile(
  caller: AppCaller,
  accountId: string,
  file: Buffer | string,
  { mapping, ...options }: Options = {},
) {
  const preview = await previewFile(caller, accountId, file, mapping);
  if (preview.import === null) throw new Error(`Ambiguous: ${JSON.stringify(preview.ambiguous)}`);
  return { preview, ...(await caller.imports.commit({ id: preview.import.id, ...options })) };
}
