import { useRef, useState } from "react";
import type { OpenFile, Target } from "./targets";

/** The files on the page. Work that goes on meanwhile reads them as they are by then. */
export function useFiles() {
  const [files, setFiles] = useState<readonly OpenFile[]>([]);
  const latest = useRef(files);
  const added = useRef(0);

  function put(next: readonly OpenFile[]) {
    latest.current = next;
    setFiles(next);
  }

  function change(key: string, changes: Partial<OpenFile>) {
    put(latest.current.map((file) => (file.key === key ? { ...file, ...changes } : file)));
  }

  return {
    files,
    /** Undefined once the file was put aside. */
    get: (key: string) => latest.current.find((file) => file.key === key),
    list: () => latest.current,
    /** @returns its key */
    add: (file: Omit<OpenFile, "key">): string => {
      added.current += 1;
      const key = String(added.current);
      put([...latest.current, { ...file, key }]);
      return key;
    },
    remove: (key: string) => put(latest.current.filter((file) => file.key !== key)),
    clear: () => put([]),
    change,
    changeTarget: (key: string, at: number, changes: Partial<Target>) => {
      const targets = latest.current.find((file) => file.key === key)?.targets ?? [];
      change(key, {
        targets: targets.map((target, index) =>
          index === at ? { ...target, ...changes } : target,
        ),
      });
    },
  };
}

export type Files = ReturnType<typeof useFiles>;
