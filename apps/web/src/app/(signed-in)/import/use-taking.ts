import { useState } from "react";
import { MAX_FILE_BYTES } from "./read-file";

/** Hands files on one by one, and says which of them cannot be taken. */
export function useTaking(onFile: (file: File) => Promise<void>) {
  const [complaint, setComplaint] = useState<string | null>(null);
  async function take(files: readonly File[]) {
    setComplaint(null);
    for (const file of files) {
      if (file.size > MAX_FILE_BYTES) {
        setComplaint(`${file.name}: files can be up to 8 MiB. Export fewer months from your bank.`);
        continue;
      }
      try {
        await onFile(file);
      } catch {
        setComplaint(`Your browser could not read ${file.name}. Choose it again.`);
      }
    }
  }
  return { complaint, take };
}
