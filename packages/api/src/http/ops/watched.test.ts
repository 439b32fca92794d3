import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { useRuntime } from "../../test/database";

// What docs/operations.md tells operators to watch is what pfn shows them.

const ROOT = new URL("../../../../../", import.meta.url);
const GUIDE = readFileSync(new URL("docs/operations.md", ROOT), "utf8");
const section = (title: string) => GUIDE.split(`\n## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
const WATCHED = section("What to watch");

/** All words of this form that stand in backticks. */
const named = (text: string, form: string) => [
  ...new Set([...text.matchAll(new RegExp(`\`(${form})\``, "g"))].map(([, name = ""]) => name)),
];

const t = useRuntime();

describe("the guide for operators", () => {
  it("names metrics that there are", async () => {
    // Those that begin with `process_` depend on the operating system.
    const names = named(section("Metrics") + WATCHED, "(?:pfn|nodejs)_\\w+");
    expect(names.length).toBeGreaterThan(9);
    const { text } = await t.runtime.metrics.render();
    for (const name of names) expect(text).toContain(`# TYPE ${name} `);
  });

  it("names events that pfn logs", () => {
    const events = named(WATCHED, "[a-z]+(?:-[a-z]+)*\\.[a-zA-Z]+(?:-[a-z]+)*");
    expect(events.length).toBeGreaterThan(8);
    const folders = ["packages/api/src", "apps/web/src"].map((path) =>
      fileURLToPath(new URL(path, ROOT)),
    );
    const options = [
      "-rhoE",
      "--include=*.ts",
      "--exclude=*.test.ts",
      'event: ["`][^"`]+["`]|"(unhandled|uncaught)-[a-z]+"',
    ];
    const source = execFileSync("grep", [...options, ...folders], { encoding: "utf8" });
    for (const event of events) {
      // These two are put together from their kind.
      const [, kind] = /^process\.(.+)$/.exec(event) ?? [];
      expect(source).toContain(kind === undefined ? `event: "${event}"` : `"${kind}"`);
    }
  });

  it("names every metric of pfn itself in its table", async () => {
    const { text } = await t.runtime.metrics.render();
    const [...types] = text.matchAll(/^# TYPE (pfn_\w+) /gm);
    expect(types.length).toBeGreaterThan(7);
    for (const [, name = ""] of types) expect(section("Metrics")).toContain(`| \`${name}\` |`);
  });
});
