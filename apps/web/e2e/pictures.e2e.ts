import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { startPfn } from "../test/start-pfn";
import { expectPicture } from "./expect-picture";
import { press } from "./keys";
import { BEGIN, END, playStory } from "./picture-story";
import { test as base, expect } from "./test";

/** `test` with a server whose clock stands, in a file that moves it. */
const test = base.extend<{ clock: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from it.
  clock: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "pfn-clock-"));
    const clock = join(folder, "now");
    await writeFile(clock, BEGIN);
    await use(clock);
    await rm(folder, { recursive: true });
  },
  pfn: async ({ clock }, use) => {
    // Node passes the variable on to the database's thread, an argument it would not.
    const preload = `--import ${new URL("set-clock.mjs", import.meta.url)}`;
    const pfn = await startPfn({ NODE_OPTIONS: preload, PFN_TEST_CLOCK: clock });
    await use(pfn);
    await pfn.remove();
  },
});

test.use({ deviceScaleFactor: 2, locale: "en-GB", timezoneId: "UTC" });

test("the README's pictures show the product as it is", async ({ page, pfn, clock, signInAda }) => {
  await page.setViewportSize({ width: 1140, height: 700 });
  await signInAda();
  await playStory({ page, url: pfn.url, clock });
  await page.clock.setFixedTime(new Date(END));

  const keys = page.getByRole("region", { name: "Integration keys" });
  // Use is counted off the request's path, a moment later.
  await expect
    .poll(async () => {
      await page.goto("/config/user");
      return keys.getByText(/^\d+ uses$/).allTextContents();
    })
    .toEqual(["12 uses", "2 uses", "0 uses"]);
  await nameEnds(keys);
  await expectPicture("keys", [keys]);

  await page.goto("/activity");
  const entries = page.getByRole("list", { name: "Operations" }).getByRole("listitem");
  const shown = [0, 1, 2, 3, 4].map((index) => entries.nth(index));
  const work = entries.filter({ hasText: "Restaurants" });
  await press(work.getByRole("button", { name: "Details" }), work.getByRole("region").last());
  await expectPicture("activity", [page.getByRole("heading", { level: 1 }), ...shown]);
});

/** The last letters of the keys are random. */
const nameEnds = (keys: Locator) =>
  keys.getByText(/^pfn_live_…/).evaluateAll((hints) => {
    for (const [index, hint] of hints.entries()) hint.textContent = `pfn_live_…k3y${index + 1}`;
  });
