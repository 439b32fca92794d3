import { stripVTControlCharacters, styleText } from "node:util";

const hasColor = process.stdout.isTTY === true && !process.env.NO_COLOR;
const style = (format, text) => (hasColor ? styleText(format, text) : text);

/** Prints a line. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Prints who acts now. */
export function sayScene(title) {
  say(`\n${style("bold", title)}`);
}

/** Prints a step that came out as it should. */
export function sayDone(line) {
  say(`  ${style("green", "✓")} ${line}`);
}

/** Prints what another program says. */
export function sayQuoted(text) {
  for (const line of stripVTControlCharacters(text).trimEnd().split("\n"))
    say(`  ${style("dim", `│ ${line}`)}`);
}

/** Prints what went wrong, without a stack: the message says which step and what was expected. */
export function sayFailure(error) {
  process.stderr.write(
    `  ${style("red", "✗")} ${error instanceof Error ? error.message : String(error)}\n`,
  );
}

/** Throws, in words, unless `condition` holds. */
export function expectThat(condition, otherwise, found) {
  if (!condition)
    throw new Error(
      found === undefined ? otherwise : `${otherwise} Found: ${JSON.stringify(found)}`,
    );
}
