import { readFileSync } from "node:fs";
import { createVisitor } from "../test/visitor";
import { ADA, expect, test } from "./test";

const read = (path: string) =>
  readFileSync(new URL(`../../../packages/client/${path}`, import.meta.url), "utf8");
const [, PAGE = ""] = read("README.md").match(/^```html\n(.*?)^```$/ms) ?? [];

/**
 * As strict as a page with a script in it can be: nothing is evaluated, and only its own origin is
 * spoken to.
 */
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self'";

test("the published @pfn/client runs in a page: it reads, writes and tells refusals apart", async ({
  context,
  page,
  pfn,
}) => {
  const ada = createVisitor(pfn.url);
  await ada.mutate("profile.signUp", ADA);
  await ada.signIn(ADA);
  const answer = await ada.mutate("integrationKeys.create", {
    label: "Page",
    preset: "bookkeeper",
    expiresInDays: 7,
    mode: "test",
  });
  const { key, integrationKey } = (await answer.json()).result.data;
  // What an owner's web server in front of pfn would do.
  await context.route("**/cash/", (route) =>
    route.fulfill({
      body: PAGE,
      contentType: "text/html",
      headers: { "content-security-policy": POLICY },
    }),
  );
  await context.route("**/cash/pfn-client.js", (route) =>
    route.fulfill({ body: read("dist/index.js"), contentType: "text/javascript" }),
  );
  const calls: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/")) calls.push(`${request.method()} ${pathname}`);
  });

  await page.goto("/cash/");
  await page.getByLabel("Integration key").fill(key);
  await page.getByRole("button").click();
  await expect(page.getByRole("status")).toHaveText(/^1 added to Checking on \d{4}-\d\d-\d\d$/);
  expect(calls).toEqual([
    "GET /api/trpc/me.get",
    "GET /api/trpc/accounts.list",
    "POST /api/trpc/transactions.create",
  ]);

  // Another page, because a browser reports each refusal as an error of the page.
  const other = await context.newPage();
  await other.goto("/cash/");
  const refusalOf = () =>
    other.evaluate(async (integrationKey) => {
      const { createPfnClient, PfnError }: typeof import("@pfn/client") = await import(
        `${location.href}pfn-client.js`
      );
      const error = await createPfnClient({ url: location.origin, key: integrationKey })
        .accounts.create.mutate({ name: "Purse", type: "cash", currency: "EUR" })
        .catch((thrown: unknown) => thrown);
      return error instanceof PfnError ? [error.status, error.code, error.hint] : error;
    }, key);
  expect(await refusalOf()).toEqual([403, "FORBIDDEN", expect.stringContaining("accounts:write")]);
  expect((await ada.mutate("integrationKeys.revoke", { id: integrationKey.id })).status).toBe(200);
  expect(await refusalOf()).toEqual([401, "UNAUTHORIZED", expect.any(String)]);
});
