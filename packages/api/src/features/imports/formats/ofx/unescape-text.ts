const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " },
};

const ENTITY = /&(#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos|nbsp);/gi;

/**
 * A text with its entities as characters. Some banks escape what is escaped already, so it is done
 * twice and no more.
 *
 * @example unescapeText("M&amp;amp;M&#39;s") // "M&M's"
 */
export const unescapeText = (text: string): string =>
  text.includes("&") ? unescapeOnce(unescapeOnce(text)) : text;

const unescapeOnce = (text: string): string =>
  text.replace(ENTITY, (all, name: string) => {
    if (!name.startsWith("#")) return NAMED[name.toLowerCase()] ?? all;
    const code = Number(/^#x/i.test(name) ? `0${name.slice(1)}` : name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
