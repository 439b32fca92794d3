import { yieldIfDue } from "../../../common/yield-to-event-loop";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];

let languages: Promise<readonly string[]> | null = null;

/** The languages of two letters that the process has words for: about 150. */
export function knownLanguages(): Promise<readonly string[]> {
  languages ??= findLanguages();
  return languages;
}

async function findLanguages(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const first of LETTERS) {
    const codes = LETTERS.map((second) => first + second);
    found.push(...Intl.DateTimeFormat.supportedLocalesOf(codes));
    await yieldIfDue();
  }
  return found;
}
