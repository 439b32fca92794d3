import { PROCEDURES } from "@pfn/api/testing";
import { readAllRows } from "@pfn/db/testing/releases";
import { afterAll, expect, it } from "vitest";
import { inDatabase, listEngines } from "../engines";
import { startPfn } from "../start-pfn";
import { tellStory } from "./tell-story";

const [[, newDatabase] = []] = listEngines();
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});

it("O4: what a release stores has a row in every table and every kind of write", async () => {
  const settings = (await newDatabase?.()) ?? {};
  const pfn = await startPfn(settings);
  stops.push(pfn.remove);
  await tellStory(pfn.url);
  pfn.child.kill("SIGTERM");
  await pfn.ended;
  const tables = await inDatabase(settings, readAllRows);
  const empty = Object.entries(tables).filter(([, rows]) => rows.length === 0);
  expect(empty.map(([table]) => table)).toEqual([]);
  const writes = [...PROCEDURES].flatMap(([path, { meta }]) => (meta?.writes ? [path] : []));
  const done = tables["operations"]?.map((row) => row["procedure"]);
  expect(writes.filter((path) => !done?.includes(path))).toEqual([]);
  expect(new Set(tables["operations"]?.map((row) => row["channel"]))).toEqual(
    new Set(["web", "trpc", "rest", "mcp"]),
  );
});
