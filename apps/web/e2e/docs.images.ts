import { fileURLToPath } from "node:url";
import { z } from "zod";
import { test } from "./test";

const KEYS = [
  { label: "Nightly import", preset: "importer", expiresInDays: 365 },
  { label: "Phone assistant", preset: "read-only", expiresInDays: 7 },
  { label: "Budget agent", preset: "categorizer" },
];

const Created = z.object({ result: z.object({ data: z.object({ key: z.string() }) }) });

test("docs/images/keys.png: the account page with its keys", async ({ page, pfn, signInAda }) => {
  await signInAda();
  for (const input of KEYS) {
    const created = await page.request.post(`${pfn.url}/api/trpc/integrationKeys.create`, {
      data: input,
    });
    const { key } = Created.parse(await created.json()).result.data;
    if (input.label === "Phone assistant") continue;
    await fetch(`${pfn.url}/api/trpc/me.get`, {
      headers: {
        authorization: `Bearer ${key}`,
        "user-agent": `${input.label.toLowerCase().replace(" ", "-")}/2.1`,
      },
    });
  }
  // Last use is written off the request's path, a moment later.
  await page.waitForTimeout(2_500);
  await page.setViewportSize({ width: 1280, height: 560 });
  await page.goto("/config/user");
  await page.getByText("Budget agent").waitFor();
  await page.screenshot({
    path: fileURLToPath(new URL("../../../docs/images/keys.png", import.meta.url)),
  });
});
