import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { STATUS } from "../../common/errors/error-codes";
import { PROCEDURES } from "../procedure-table";
import { ENDPOINTS } from "../rest/endpoints";
import { createOpenApiDocument } from "./create-document";

const run = promisify(execFile);
const document = createOpenApiDocument(new URL("https://pfn.test"));
const text = JSON.stringify(document);

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  security: z.array(z.object({ integrationKey: z.array(z.string()) })),
  "x-required-scope": z.string().nullable(),
  parameters: z
    .array(z.looseObject({ name: z.string().optional(), $ref: z.string().optional() }))
    .default([]),
  responses: z.record(z.string(), z.unknown()),
});
const { paths } = z
  .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
  .parse(document);
const operationOf = (path: string, method: string) =>
  Operation.parse(paths[path]?.[method.toLowerCase()]);

it("is valid OpenAPI 3.1", async () => {
  const validator = new Validator();
  expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
});

it("passes the recommended rules of redocly's linter without a warning", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pfn-openapi-"));
  folders.push(folder);
  const file = join(folder, "openapi.json");
  await writeFile(file, text);
  const cli = join(import.meta.dirname, "../../../node_modules/.bin/redocly");
  const config = join(import.meta.dirname, "../../../redocly.yaml");
  const { stdout } = await run(cli, ["lint", file, "--config", config, "--format", "json"], {
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
  const { totals, problems } = z
    .object({
      totals: z.looseObject({ errors: z.int(), warnings: z.int() }),
      problems: z.array(z.unknown()),
    })
    .parse(JSON.parse(stdout));
  expect(problems).toEqual([]);
  expect(totals).toMatchObject({ errors: 0, warnings: 0 });
});

it("holds every procedure that a key reaches, by its own name, with the scope it needs", () => {
  const reachable = [...PROCEDURES].flatMap(([path, { meta }]) =>
    meta !== undefined && meta.access.kind !== "public" && meta.access.kind !== "session"
      ? [{ path, meta }]
      : [],
  );
  for (const { path, meta } of reachable) {
    const rest = meta.doc?.rest;
    expect(rest, `${path} says where it stands in REST`).toBeDefined();
    if (rest === undefined || "none" in rest) continue;
    const operation = operationOf(rest.path, rest.method);
    const scope = "scope" in meta.access ? meta.access.scope : null;
    expect(operation).toMatchObject({
      operationId: path,
      summary: meta.doc?.summary,
      "x-required-scope": scope,
      security: [{ integrationKey: scope === null ? [] : [scope] }],
    });
  }
  expect(ENDPOINTS).toHaveLength(
    reachable.filter(({ meta }) => meta.doc !== undefined && !("none" in meta.doc.rest)).length,
  );
});

it("nothing that is for sessions only is in it", () => {
  for (const [path, { meta }] of PROCEDURES)
    if (meta?.access.kind === "session") expect(text).not.toContain(`"operationId":"${path}"`);
});

it("every operation tells its refusals; what writes takes Idempotency-Key and can conflict", () => {
  for (const { path, method, writes, type } of ENDPOINTS) {
    const { responses, parameters } = operationOf(path, method);
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(["200", "400", "401", "429", "500", "503"]),
    );
    expect(parameters.some(({ $ref }) => $ref === "#/components/parameters/IdempotencyKey")).toBe(
      writes,
    );
    expect("422" in responses).toBe(writes);
    for (const status of ["404", "409", "413", "415"])
      if (type === "mutation") expect(responses).toHaveProperty(status);
  }
});

it("every tag that an operation has is described, in words and not by its own name", () => {
  const { tags } = z
    .object({ tags: z.array(z.object({ name: z.string(), description: z.string() })) })
    .parse(document);
  for (const { description } of tags) expect(description).toMatch(/^[A-Z].+ .+\.$/);
  const used = new Set(ENDPOINTS.map(({ procedure }) => procedure.split(".")[0]));
  expect(tags.map(({ name }) => name)).toEqual(expect.arrayContaining([...used]));
});

it("lists are paged by cursor and limit", () => {
  const names = operationOf("/transactions", "GET").parameters.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["cursor", "limit"]));
});

it("names every code of the error contract in the problem's schema", () => {
  for (const code of Object.keys(STATUS)) expect(text).toContain(`"${code}"`);
});

it("says where this server is", () => {
  expect(document["servers"]).toMatchObject([{ url: "https://pfn.test/api/v1" }]);
});
