/** Words that readers stumble over, and the plain ones to write in their place. */
export const WORDS: readonly { found: RegExp; write: string }[] = [
  { found: /\bwhoever\b/gi, write: "the person or program that is meant" },
  { found: /\bwhatever\b/gi, write: '"any", or "even if"' },
  { found: /\bunless told\b/gi, write: '"unless set"' },
  { found: /\bso many\b/gi, write: '"at most", or the number' },
  { found: /\btak(e|es|en|ing) back\b/gi, write: '"undo", "undone"' },
  { found: /\b(told|tells|tell|says|say) so\b/gi, write: "what is reported, and to whom" },
  { found: /\bin the dress of\b/gi, write: '"in the form of"' },
  { found: /\bby itself alone\b/gi, write: '"alone"' },
  {
    found: /\banswers (an?|the|each|every|it|them|at most|true|false|null)\b/gi,
    write: '"returns"',
  },
  { found: /\banswers (rows|items|what|whether|as)\b/gi, write: '"returns"' },
];
