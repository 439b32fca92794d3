import { afterAll, beforeAll } from "vitest";
import type { TestRuntime } from "./database";
import { listen } from "./http";

/** The endpoints of a test file's runtime on a port of their own, open until its last test. */
export function useServer(t: TestRuntime): { readonly url: string } {
  const made: { server?: AsyncDisposable & { url: string } } = {};
  beforeAll(async () => {
    made.server = await listen(t.runtime);
  });
  afterAll(() => made.server?.[Symbol.asyncDispose]());
  return {
    get url() {
      if (made.server === undefined) throw new Error("useServer() is ready inside tests only.");
      return made.server.url;
    },
  };
}
