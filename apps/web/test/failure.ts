import { expect } from "vitest";
import { launchPfn } from "./start-pfn";

/** Launches a server that cannot start, and returns the one line that it prints. */
export async function failure(
  env: Record<string, string>,
  nodeArguments: string[] = [],
): Promise<string> {
  const pfn = await launchPfn(env, nodeArguments);
  try {
    expect(await pfn.ended).toBe(1);
    const { stdout, stderr } = pfn.output;
    expect(stderr.trim().split("\n"), `${stdout}${stderr}`).toHaveLength(1);
    expect(stderr).toMatch(/^pfn cannot start: \S.*\n$/);
    expect(stdout).not.toContain("ready");
    expect(stderr).not.toMatch(/ at .*:\d+:\d+|bug in pfn/);
    return stderr;
  } finally {
    await pfn.remove();
  }
}
