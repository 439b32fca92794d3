import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readSteps } from "./read-steps";

// What a newcomer meets before the code: forms for issues, editors, the container.

const ROOT = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), "utf8");

interface Form {
  name: string;
  description: string;
  body: { type: string; id?: string; attributes: Record<string, unknown> }[];
}

const FORMS = readdirSync(new URL(".github/ISSUE_TEMPLATE/", ROOT))
  .filter((file) => file !== "config.yml")
  .map((file): [string, Form] => [file, parse(read(`.github/ISSUE_TEMPLATE/${file}`))]);

describe.each(FORMS)("the form %s", (_, { name, description, body }) => {
  it("has a name, a description, and fields each with an id and a label of its own", () => {
    expect([name, description]).not.toContain("");
    const fields = body.filter(({ type }) => type !== "markdown");
    for (const values of [
      fields.map(({ id }) => id),
      fields.map((one) => one.attributes["label"]),
    ]) {
      expect(values).not.toContain(undefined);
      expect(new Set(values).size).toBe(fields.length);
    }
    for (const { type, attributes } of fields)
      if (type === "dropdown") expect(attributes["options"]).not.toContain("");
      else expect(["input", "textarea"]).toContain(type);
  });
});

it("the form for what is wrong keeps secrets and holes out of public issues", () => {
  const form = read(".github/ISSUE_TEMPLATE/bug.yml");
  expect(form).toContain("Never send a working key");
  expect(form).toContain("SECURITY.md");
});

describe("the container for development", () => {
  const container = JSON.parse(read(".devcontainer/devcontainer.json"));
  const dockerfile = read(`.devcontainer/${container.build.dockerfile}`);

  it("has the Node.js of .nvmrc, on the Debian of the workflows", () => {
    expect(dockerfile).toContain(`FROM node:${read(".nvmrc").trim()}-bookworm\n`);
  });

  it("installs what .ci/run installs", () => {
    const [, step = ""] = /^RUN \S+\/\.ci\/run (\S+)$/m.exec(dockerfile) ?? [];
    expect(readSteps().map(({ name }) => name)).toContain(step);
  });
});

it("editors format as the linter does", () => {
  const settings = JSON.parse(read(".vscode/settings.json"));
  const { recommendations } = JSON.parse(read(".vscode/extensions.json"));
  expect(recommendations).toContain(settings["editor.defaultFormatter"]);
  const { formatter } = JSON.parse(read("biome.json"));
  expect(settings["editor.rulers"]).toEqual([formatter.lineWidth]);
  const editor = read(".editorconfig");
  expect(editor).toContain(`max_line_length = ${formatter.lineWidth}\n`);
  expect(editor).toContain(`indent_size = ${formatter.indentWidth}\n`);
});
