/** Number of the line on which a place is. */
export function lineAt(text: string, at: number): number {
  let line = 1;
  for (let index = 0; index < at; index += 1) {
    const unit = text.charCodeAt(index);
    const isEnd =
      unit === LINE_FEED || (unit === CARRIAGE_RETURN && text.charCodeAt(index + 1) !== LINE_FEED);
    if (isEnd) line += 1;
  }
  return line;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
