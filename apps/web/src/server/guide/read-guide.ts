import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { StartError } from "../start-error";
import { fillGuide, type GuidePath, guidePath, INDEX } from "./fill-guide";

/** One page of the agents' guide, filled in for the server that shows it. */
export interface GuidePage {
  /** Its address on this server. */
  path: GuidePath;
  title: string;
  markdown: string;
}

/** An entry of the index, which begins with a link to its page. */
const ENTRY = /^- \[.+?\]\(([\w-]+\.md)\)/gm;

/**
 * The agents' guide (`docs/agents`), filled in for the server at `publicUrl`: its index, then the
 * pages in the order in which the index lists them.
 *
 * @param appDirectory the folder of the web app; the guide is found from there, wherever the
 *   process was started
 * @throws StartError when a page is not there
 */
export async function readGuide(appDirectory: string, publicUrl: URL): Promise<GuidePage[]> {
  const read = (file: string) => readPage(join(appDirectory, "../../docs/agents"), file);
  const index = await read(INDEX);
  const listed = [...index.matchAll(ENTRY)].map(([, file = ""]) => file);
  const toPage = (file: string, markdown: string): GuidePage => ({
    path: guidePath(file),
    title: /^# (.+)$/m.exec(markdown)?.[1] ?? "",
    markdown: fillGuide(markdown, publicUrl),
  });
  const pages = listed.map(async (file) => toPage(file, await read(file)));
  return [toPage(INDEX, index), ...(await Promise.all(pages))];
}

async function readPage(folder: string, file: string): Promise<string> {
  const path = join(folder, file);
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new StartError(
      `The guide for agents cannot be read: restore the project's docs folder (${path}).`,
      { cause },
    );
  }
}
