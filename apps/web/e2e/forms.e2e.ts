import { ROUTES } from "../test/routes";
import { ADA, createVisitor } from "../test/visitor";
import { expect, type Page, test } from "./test";

// S13: a form sends what was filled in before the page's script runs. The forms are those of the
// server's pages.

/** Holds back every script until it is told otherwise. */
async function holdScripts(page: Page): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/_next\/static\/.*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

const FIELDS =
  "input:not([type=hidden]):not([hidden]):not([type=checkbox]):not([readonly]), textarea";

/** Something that the field takes and that nothing else on the page says. */
function markerOf(type: string, index: number): string {
  if (type === "email") return `early-${index}@example.org`;
  return type === "password" ? `an early bicycle ${index}` : `Early ${index}`;
}

interface FormOnPage {
  path: string;
  index: number;
}

/** Every form of every page as the server sends it, to visitors and to signed-in people. */
async function listForms(page: Page): Promise<FormOnPage[]> {
  const forms: FormOnPage[] = [];
  for (const path of ROUTES) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    if (answer.status() !== 200) continue;
    const count = (await answer.text()).match(/<form\b/g)?.length ?? 0;
    for (let index = 0; index < count; index += 1) forms.push({ path, index });
  }
  return forms;
}

/**
 * Fills in a form while no script runs, sends it when they do, and returns what was filled in and
 * what was sent.
 */
async function fillEarly(page: Page, { path, index }: FormOnPage) {
  const release = await holdScripts(page);
  await page.goto(path, { waitUntil: "commit" });
  const form = page.locator("form").nth(index);
  await form.waitFor();
  const markers: string[] = [];
  for (const [at, field] of (await form.locator(FIELDS).all()).entries()) {
    const marker = markerOf((await field.getAttribute("type")) ?? "text", at);
    await field.fill(marker);
    markers.push(marker);
  }
  const sent: string[] = [];
  page.on(
    "request",
    (request) =>
      request.method() === "POST" && sent.push(decodeURIComponent(`${request.postData()}`)),
  );
  release();
  const submit = form.locator("[type=submit]");
  await expect(submit).toBeEnabled();
  await page.waitForLoadState("networkidle");
  await submit.click();
  await expect.poll(() => sent.join("\n").replaceAll("+", " ")).toContain(markers[0] ?? "");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  return { markers, sent: sent.join("\n").replaceAll("+", " ") };
}

test.describe("signed in", () => {
  // The password in the form is made up, and the server refuses it.
  test.use({ mayBeAnswered: [403] });

  test("S13: each form of the signed-in pages sends what was filled in before its script", async ({
    page,
    signInAda,
  }) => {
    await signInAda();
    const forms = await listForms(page);
    expect(forms.map(({ path }) => path)).toEqual(["/config/user", "/config/user"]);
    for (const form of forms) {
      const { markers, sent } = await fillEarly(page, form);
      expect(markers.length).toBeGreaterThan(0);
      for (const marker of markers) expect(sent, form.path).toContain(marker);
    }
  });
});

test.describe("signed out", () => {
  test("S13: signing up sends what was filled in before its script ran", async ({ page }) => {
    const forms = await listForms(page);
    expect(forms).toEqual([{ path: "/signup", index: 0 }]);
    const { markers, sent } = await fillEarly(page, { path: "/signup", index: 0 });
    expect(markers).toHaveLength(3);
    for (const marker of markers) expect(sent).toContain(marker);
    await expect(page).toHaveURL("/");
  });

  test("S13: signing in works with what was filled in before the script, and without one", async ({
    page,
    pfn,
    browser,
  }) => {
    await createVisitor(pfn.url).mutate("profile.signUp", ADA);
    const release = await holdScripts(page);
    await page.goto("/login", { waitUntil: "commit" });
    await page.getByLabel("E-mail address").fill(ADA.email);
    await page.getByLabel("Password", { exact: true }).fill(ADA.password);
    release();
    await page.waitForLoadState("networkidle");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL("/");

    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: pfn.url });
    const plain = await context.newPage();
    await plain.goto("/login");
    await plain.getByLabel("E-mail address").fill(ADA.email);
    await plain.locator("input[type=password]").fill("not her bicycle");
    await plain.getByRole("button", { name: "Sign in" }).click();
    await expect(plain.getByText("E-mail address or password is wrong.")).toBeVisible();
    await plain.getByLabel("E-mail address").fill(ADA.email);
    await plain.locator("input[type=password]").fill(ADA.password);
    await plain.getByRole("button", { name: "Sign in" }).click();
    await expect(plain).toHaveURL("/");
    await context.close();
  });
});
