import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { type PfnProcess, startPfn } from "../test/start-pfn";
import { ADA, createVisitor } from "../test/visitor";

export { ADA, expect, type Page };

interface Fixtures {
  /** A server of this test's own, without any account. */
  pfn: PfnProcess;
  /** Creates Ada's account and signs her in, in this test's browser. */
  signInAda: () => Promise<void>;
  /**
   * Statuses of refusals that the test asks for, e.g. 503 while the embedded database has much to
   * do.
   */
  mayBeAnswered: number[];
  /**
   * Fails the test when the page reports an error, e.g. something that the content security policy
   * forbade.
   */
  noErrors: undefined;
}

interface OfWorker {
  /** A server that nobody has used. The next one starts while this one is used. */
  takeServer: () => Promise<PfnProcess>;
}

/** How Chromium's console reports a refusal. */
const REFUSED = /the server responded with a status of (\d+)/;

/** `test` with a server and a data directory of its own behind `baseURL`. */
export const test = base.extend<Fixtures, OfWorker>({
  takeServer: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from it.
    async ({}, use) => {
      const start = () => {
        const starting = startPfn();
        // Whether it fails is for the journey that takes it.
        starting.catch(() => undefined);
        return starting;
      };
      let spare = start();
      await use(() => {
        const taken = spare;
        spare = start();
        return taken;
      });
      await (await spare).remove();
    },
    { scope: "worker" },
  ],
  pfn: async ({ takeServer }, use) => {
    const pfn = await takeServer();
    await use(pfn);
    await pfn.remove();
  },
  baseURL: ({ pfn }, use) => use(pfn.url),
  signInAda: ({ pfn, context }, use) =>
    use(async () => {
      const visitor = createVisitor(pfn.url);
      await visitor.mutate("profile.signUp", ADA);
      await visitor.signIn(ADA);
      await context.addCookies(
        [...visitor.cookies].map(([name, value]) => ({ name, value, url: pfn.url })),
      );
    }),
  mayBeAnswered: [[], { option: true }],
  noErrors: [
    async ({ page, mayBeAnswered }, use) => {
      const errors: string[] = [];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      // B1: what the policy forbids is an error on every screen, also where the browser's console
      // keeps silent.
      await page.addInitScript(() =>
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
          console.error(`policy violated: ${effectiveDirective} ${blockedURI}`),
        ),
      );
      page.on("pageerror", (error) => errors.push(error.message));
      await use(undefined);
      const isAskedFor = (text: string) => mayBeAnswered.includes(Number(REFUSED.exec(text)?.[1]));
      expect(errors.filter((text) => !isAskedFor(text))).toEqual([]);
    },
    { auto: true },
  ],
});

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Requires that axe finds nothing to complain about on the page as it is now, in the light and in
 * the dark scheme (WCAG 2.2 AA).
 */
export async function expectAccessible(page: Page): Promise<void> {
  // The page itself is judged, not the skeleton that keeps its place while it is read.
  await expect(page.locator("h1:visible").first()).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`,
    );
    expect(found, colorScheme).toEqual([]);
  }
}

/** Requires that nothing on the page sticks out to the side. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(excess).toBeLessThanOrEqual(0);
}

export const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };

/** Requires that the page can be read by everybody, on a desktop and on a phone. */
export async function expectGood(page: Page): Promise<void> {
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    // The navigation slides away when the page becomes narrow.
    await expect(() => expectNoSidewaysScroll(page)).toPass();
  }
  await expectAccessible(page);
}
