import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { idOf, idOfFolder, makeSbom } from "../../../scripts/release/make-sbom.mjs";

// What the build has put into the product is what the bill of materials names.

const APP = fileURLToPath(new URL("..", import.meta.url));
const listed = new Set(makeSbom(join(APP, "../..")).components.map(({ purl }) => idOf(purl)));

/** The packages of which a text names files, as `name@version`. */
const packagesIn = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(/\.pnpm\/([^/"\s]+)\/node_modules\//g)].map(([, folder = ""]) =>
      idOfFolder(folder),
    ),
  );

async function textsBelow(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(join(APP, folder), { recursive: true });
  const files = names.filter((name) => name.endsWith(ending));
  return Promise.all(files.map((name) => readFile(join(APP, folder, name), "utf8")));
}

const unlisted = (packages: ReadonlySet<string>) => [...packages].filter((id) => !listed.has(id));

describe("C3: the bill of materials names every package of which there is a file", () => {
  it("in the bundled server, whose comments name each module", async () => {
    const packages = packagesIn((await textsBelow("dist", ".js")).join("\n"));
    expect([...packages].filter((id) => /^(pg|zod|pino|@prisma\/client)@/.test(id))).toHaveLength(
      4,
    );
    expect(unlisted(packages)).toEqual([]);
  });

  it("in the pages, whose maps name each module", async () => {
    const maps = (await textsBelow(".next/server", ".js.map")).map((text) => JSON.parse(text));
    const sources = maps.flatMap(({ sources = [], sections = [] }) => [
      ...sources,
      ...sections.flatMap(({ map }: { map: { sources: string[] } }) => map.sources),
    ]);
    const packages = packagesIn(sources.map(decodeURIComponent).join("\n"));
    expect([...packages].filter((id) => /^(@mantine\/core|react-markdown)@/.test(id))).toHaveLength(
      2,
    );
    expect(unlisted(packages)).toEqual([]);
  });
});
