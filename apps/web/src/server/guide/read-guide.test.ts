import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { llmsTxt } from "../http/llms-txt";
import { guidePath } from "./fill-guide";
import { readGuide } from "./read-guide";

const SERVER = new URL("https://pfn.example.org/");
const APP = fileURLToPath(new URL("../../..", import.meta.url));
const FOLDER = join(APP, "../../docs/agents");

it("every file is a page; the index is the first, and lists the others by title", async () => {
  const guide = await readGuide(APP, SERVER);
  const files = await readdir(FOLDER);
  expect(guide.map(({ path }) => path).toSorted()).toEqual(files.map(guidePath).toSorted());
  const [index, ...pages] = guide;
  expect(index?.path).toBe("/docs/agents");
  for (const { path, title } of pages) expect(index?.markdown).toContain(`\n- [${title}](${path})`);
});

it("a page that is listed but not there stops the start, and is named", async () => {
  const root = await mkdtemp(join(tmpdir(), "pfn-guide-"));
  try {
    await mkdir(join(root, "docs/agents"), { recursive: true });
    await writeFile(join(root, "docs/agents/README.md"), "# Guide\n\n- [Lost](lost.md): gone\n");
    await expect(readGuide(join(root, "apps/web"), SERVER)).rejects.toThrow("lost.md");
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

it("llms.txt holds each page with lower headings, its own code, and whole addresses", () => {
  const markdown =
    "# Start\n\n```bash\n# a comment\n```\n\n## Connect\n\n" +
    "[on](/docs/agents/reading), [here](#connect)\n";
  const text = llmsTxt([{ path: "/docs/agents/start", title: "Start", markdown }], SERVER);
  expect(text).toContain("\n## Start\n\n```bash\n# a comment\n```\n\n### Connect\n");
  expect(text).toContain("[on](https://pfn.example.org/docs/agents/reading)");
  expect(text).toContain("[here](https://pfn.example.org/docs/agents/start#connect)");
});
