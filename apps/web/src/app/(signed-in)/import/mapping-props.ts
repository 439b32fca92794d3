import type { Preview } from "./import-words";
import type { Settled } from "./roles";

/** What every part of the editor needs: how the file is read, and a way to say otherwise. */
export interface MappingProps {
  answer: Preview;
  isDisabled: boolean;
  /** Reads the file again. */
  onSettle: (fields: Settled) => void;
}
