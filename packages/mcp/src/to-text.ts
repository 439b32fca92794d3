/** Marks that turn or hide text where it is shown. */
const HIDDEN =
  /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/**
 * JSON in which marks that a reader would not see are written as escapes, so that text from third
 * parties shows what it is (A10).
 */
export const toText = (value: unknown): string =>
  JSON.stringify(value).replace(HIDDEN, (mark) =>
    Array.from(
      { length: mark.length },
      (_, index) => `\\u${mark.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
