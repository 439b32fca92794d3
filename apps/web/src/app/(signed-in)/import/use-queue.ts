import { useRef, useState } from "react";
import type { Files } from "./use-files";

/**
 * Work on files, one after the other: the server reads one as fast as several at once. A refusal
 * stays beside its file.
 */
export function useQueue(files: Files) {
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const last = useRef(Promise.resolve());
  return {
    waiting,
    enqueue: (key: string, work: () => Promise<void>) => {
      setWaiting((keys) => [...keys, key]);
      files.change(key, { error: null });
      last.current = last.current
        .then(work)
        .catch((error: unknown) => files.change(key, { error }))
        .finally(() => setWaiting((keys) => keys.toSpliced(keys.indexOf(key), 1)));
    },
  };
}
