import { useMemo } from "react";
import { ChoiceField } from "./choice-field";
import { foreignWord, readAs } from "./foreign-word";
import type { MappingProps } from "./mapping-props";

const ENCODINGS = [
  ...["utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1", "iso-8859-15"],
  ...["iso-8859-2", "windows-1250", "cp850", "cp852", "windows-1251", "koi8-r", "cp866"],
  ...["iso-8859-5", "windows-1253", "iso-8859-7", "windows-1254", "iso-8859-9", "windows-1255"],
  ...["windows-1256", "windows-1257", "shift_jis", "euc-jp", "euc-kr", "gb18030", "big5"],
] as const;

/** The file's letters, each choice with a foreign word of the file as it would be read. */
export function EncodingField(props: MappingProps & { content: string }) {
  const { answer, content, isDisabled, onSettle } = props;
  const word = useMemo(() => foreignWord(content), [content]);
  return (
    <ChoiceField<string>
      label="Encoding"
      value={answer.mapping.encoding}
      options={ENCODINGS.map((value) => {
        const read = word && readAs(word, value);
        return { value, label: value.toUpperCase() + (read ? `: ${read}` : "") };
      })}
      isDisabled={isDisabled}
      onChange={(encoding) => onSettle({ encoding })}
    />
  );
}
