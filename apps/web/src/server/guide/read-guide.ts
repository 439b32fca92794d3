import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { StartError } from "../start-error";
import { fillGuide } from "./fill-guide";

/**
 * The agents' guide (`docs/agents.md`), filled in for the server at `publicUrl`.
 *
 * @param appDirectory the folder of the web app; the guide is found from there, wherever the
 *   process was started
 * @throws StartError when the file is not there
 */
export async function readGuide(appDirectory: string, publicUrl: URL): Promise<string> {
  const path = join(appDirectory, "../../docs/agents.md");
  const markdown = await readFile(path, "utf8").catch((error: unknown) => {
    throw new StartError(
      `The guide for agents cannot be read: put the project's docs folder back (${path}).`,
      {
        cause: error,
      },
    );
  });
  return fillGuide(markdown, publicUrl);
}
