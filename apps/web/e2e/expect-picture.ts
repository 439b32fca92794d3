import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { z } from "zod";

const FOLDER = fileURLToPath(new URL("../../../docs/images/", import.meta.url));
const SCHEMES = ["light", "dark"] as const;
/** Pixels below the last thing shown. */
const MARGIN = 12;
const STALE =
  "A picture of the README is stale. Build pfn, run `npx -y pnpm@12 --filter @pfn/web images`, " +
  "and look at what it took.";

const Pictures = z.object({
  fonts: z.string().describe("How wide the fonts were that the pictures were drawn with."),
  sha256: z
    .record(z.string(), z.string())
    .describe("The digest of each picture together with its text."),
});

/**
 * Requires that the pictures of `docs/images` called `name` show the page as it is now, in the
 * light and in the dark scheme. A picture ends below the last of what is `shown`.
 *
 * What can be read there is stored as text beside the picture, and compared on every machine. A
 * digest ties the two together: neither changes without the other. Letters are drawn differently by
 * other fonts, so pixels are compared only where the fonts are those of the stored pictures.
 *
 * `--update-snapshots=all` takes the pictures anew.
 */
export async function expectPicture(name: string, shown: readonly Locator[]): Promise<void> {
  const [last] = shown.slice(-1);
  if (last === undefined) throw new Error("A picture shows something.");
  const page = last.page();
  expect(await readAll(shown), STALE).toMatchSnapshot(`${name}.txt`);
  await fitTo(page, last);

  const isTaken = test.info().config.updateSnapshots === "all";
  const stored = isTaken ? { fonts: "", sha256: {} } : await readRecord();
  const fonts = await measureFonts(page);
  for (const scheme of SCHEMES) {
    const picture = `${name}-${scheme}.png`;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    if (isTaken || fonts === stored.fonts)
      await expect(page, STALE).toHaveScreenshot(picture, {
        scale: "device",
        maxDiffPixelRatio: 0.005,
      });
    const sha256 = await digest([`${name}.txt`, picture]);
    if (isTaken) await note({ fonts, sha256: { [picture]: sha256 } });
    else expect(sha256, STALE).toBe(stored.sha256[picture]);
  }
}

/** What a person hears or reads there. Ids are random. */
async function readAll(shown: readonly Locator[]): Promise<string> {
  const texts = await Promise.all(shown.map((locator) => locator.ariaSnapshot()));
  return `${texts.join("\n").replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, "…")}\n`;
}

/** Makes the window end below `last`, and takes the pointer off what it opened. */
async function fitTo(page: Page, last: Locator): Promise<void> {
  const box = (await last.boundingBox()) ?? { y: 0, height: 0 };
  const height = Math.ceil(box.y + box.height) + MARGIN;
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 0, height });
  await page.mouse.move(0, 0);
}

/** Two machines whose texts are equally wide have the same fonts. */
const measureFonts = (page: Page): Promise<string> =>
  page.evaluate(() =>
    ["var(--mantine-font-family)", "var(--mantine-font-family-monospace)"]
      .map((family) => {
        const text = document.createElement("span");
        text.textContent = "Changed transactions, 1,234.50 EUR";
        text.style.cssText = `position: absolute; white-space: nowrap; font: 100px ${family}`;
        document.body.append(text);
        const { width } = text.getBoundingClientRect();
        text.remove();
        return width.toFixed(2);
      })
      .join(" "),
  );

const readRecord = async () =>
  Pictures.parse(JSON.parse(await readFile(`${FOLDER}pictures.json`, "utf8")));

async function note({ fonts, sha256 }: z.infer<typeof Pictures>): Promise<void> {
  const known = await readRecord().catch(() => ({ sha256: {} }));
  const record = { fonts, sha256: { ...known.sha256, ...sha256 } };
  await writeFile(`${FOLDER}pictures.json`, `${JSON.stringify(record, null, 2)}\n`);
}

async function digest(files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) hash.update(await readFile(`${FOLDER}${file}`));
  return hash.digest("hex");
}
