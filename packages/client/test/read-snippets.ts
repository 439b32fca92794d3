/** A fenced block of a document that somebody may paste, with the output shown below it. */
export interface Snippet {
  language: "bash" | "ts";
  code: string;
  /** Where it stands, for the test's name: heading and line. */
  place: string;
  /** The block of output that follows it, if one is shown. */
  output: { language: "json" | "text"; text: string } | null;
}

const FENCE = /^```(\S*)\n([\s\S]*?)^```$/gm;

/**
 * Every fenced block of a Markdown text that can be run here. A `json` or `text` block is the
 * output of the snippet before it.
 *
 * @param elsewhere languages whose blocks another test runs
 * @throws Error for a block that is neither, so that nothing on the page goes unchecked
 */
export function readSnippets(markdown: string, elsewhere: readonly string[] = []): Snippet[] {
  const snippets: Snippet[] = [];
  for (const { 1: language = "", 2: code = "", index } of markdown.matchAll(FENCE)) {
    if (elsewhere.includes(language)) continue;
    const before = markdown.slice(0, index);
    const heading = before
      .match(/^#+ .+$/gm)
      ?.at(-1)
      ?.replace(/^#+ /, "");
    const place = `${heading}, line ${before.split("\n").length}`;
    const previous = snippets.at(-1);
    if (language === "bash" || language === "ts")
      snippets.push({ language, code, place, output: null });
    else if ((language === "json" || language === "text") && previous?.output === null)
      previous.output = { language, text: code };
    else
      throw new Error(
        `${place}: a block of "${language}" is neither a snippet nor the output of one.`,
      );
  }
  return snippets;
}
