import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { post, problemOf } from "../../test/requests";
import { useServer } from "../../test/server";

// Every refused input names the field and the remedy, and a refused call leaves nothing behind (A4,
// I4).

const t = useRuntime();
const server = useServer(t);

const made: { user?: TestUser } = {};
beforeAll(async () => {
  made.user = await createUser(t.runtime);
});
const create = (body: unknown) =>
  post(server.url, "integrationKeys.create", { cookie: made.user?.cookie ?? "", body });
const rows = async () => [
  await t.runtime.db.integrationKey.count(),
  await t.runtime.db.auditEvent.count(),
];

async function refused(body: unknown) {
  const before = await rows();
  const answer = await create(body);
  expect(answer.status).toBe(400);
  expect(await rows()).toEqual(before);
  return problemOf(answer);
}
const VALID = { label: "Agent", preset: "full" };

it("A4: a person's id in the input is refused; it never says whose key is made", async () => {
  const problem = await refused({ ...VALID, userId: made.user?.userId });
  expect(problem).toMatchObject({
    code: "BAD_REQUEST",
    path: "userId",
    detail: expect.stringContaining('Unknown field "userId".'),
  });
});

it.each([
  ["lable", "label"],
  ["Label", "label"],
  ["scope", "scopes"],
  ["expiresInDay", "expiresInDays"],
  ["expires_at", "expiresAt"],
  ["presets", "preset"],
])("A4: the unknown field %s is named, with the nearest that exists", async (unknown, nearest) => {
  const problem = await refused({ ...VALID, [unknown]: "x" });
  expect(problem).toMatchObject({
    path: unknown,
    detail: `\`${unknown}\`: Unknown field "${unknown}". Did you mean "${nearest}"?`,
    hint: expect.stringContaining("nothing was changed"),
  });
});

it(
  "A4: an unknown field unlike any other is named with all that exist; " + "several are all named",
  async () => {
    expect((await refused({ ...VALID, colour: "red" })).detail).toContain(
      "Known: label, scopes, preset, expiresInDays, expiresAt, never, mode.",
    );
    const { errors } = await refused({ ...VALID, colour: "red", lable: "x" });
    expect(errors?.map(({ path }) => path)).toEqual(["colour", "lable"]);
  },
);

it.each([
  [
    "a scope that does not exist",
    { scopes: ["account:read"] },
    "scopes.0",
    'Did you mean "accounts:read"?',
  ],
  ["a wildcard", { scopes: ["*"] }, "scopes.0", "Expected one of accounts:read"],
  ["scopes as a text", { scopes: "accounts:read" }, "scopes", "Expected an array."],
  [
    "a scope that is an object",
    { scopes: [{ toString: "accounts:read" }] },
    "scopes.0",
    "Expected one of",
  ],
  ["a preset that does not exist", { preset: "readonly" }, "preset", 'Did you mean "read-only"?'],
  ["another mode", { preset: "full", mode: "prod" }, "mode", "Expected one of live, test."],
  ["never: false", { preset: "full", never: false }, "never", "Expected one of true"],
  [
    "days as a text",
    { preset: "full", expiresInDays: "30" },
    "expiresInDays",
    "Expected a number.",
  ],
])("%s is refused by its place, with what would be right", async (_, input, path, remedy) => {
  const problem = await refused({ label: "Agent", ...input });
  expect(problem.path).toBe(path);
  expect(problem.detail).toContain(remedy);
});

it("a missing field is named as required", async () => {
  expect(await refused({ preset: "full" })).toMatchObject({
    path: "label",
    detail: "`label`: Required: a string.",
  });
  expect((await refused(undefined)).status).toBe(400);
});

const LABELS: Record<string, unknown> = {
  "a NUL": "Agent\u0000",
  "a line break": "Agent\nlevel=error",
  "a tab": "Agent\tX",
  "an escape sequence": "Agent\u001b[31m",
  "a C1 control": "Agent\u009b",
  "a bidi override": "Agent \u202egnirts",
  "a bidi isolate": "Agent \u2066x\u2069",
  "a zero-width space": "Age\u200bnt",
  "a byte order mark": "\ufeffAgent",
  "tag characters": "Agent\u{e0041}\u{e0042}",
  "a lone high surrogate": "Agent\ud800",
  "a lone low surrogate": "\udc00Agent",
  nothing: "",
  "spaces only": "   ",
  "a no-break space only": "\u00a0",
  "a joiner only": "\u200d",
  "a combining mark only": "\u0301",
  "a Hangul filler only": "\u3164",
  "a braille blank only": "\u2800",
  "61 code points": "x".repeat(61),
  "61 code points outside the BMP": "\u{1f511}".repeat(61),
  "a number": 7,
  "a list": ["Agent"],
  "an object": { toString: "Agent" },
  null: null,
};
it.each(Object.keys(LABELS))("I4: a label with %s is refused by name", async (name) => {
  const problem = await refused({ ...VALID, label: LABELS[name] });
  expect(problem).toMatchObject({ code: "BAD_REQUEST", path: "label" });
});

it.each([
  ["60 code points", "x".repeat(60), "x".repeat(60)],
  ["60 code points outside the BMP", "\u{1f511}".repeat(60), "\u{1f511}".repeat(60)],
  ["spaces around it", "  My agent  ", "My agent"],
  ["decomposed letters", "Cafe\u0301", "Caf\u00e9"],
  ["other scripts", "予算 بودجه", "予算 بودجه"],
  ["markup", "<b>'; drop table users; --</b>", "<b>'; drop table users; --</b>"],
  [
    "an emoji of several people",
    "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
    "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
  ],
])("I4: a label of %s is kept, in NFC", async (_, label, kept) => {
  const answer = await create({ ...VALID, label });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text).result.data.integrationKey.label).toBe(kept);
});

it.each([
  ["text", "x"],
  ["a number", 7],
  ["a key", `pfn_live_${"0".repeat(38)}`],
  ["SQL", "1' or '1'='1"],
  ["null", null],
  ["an object", {}],
])("A6: what is no id (%s) is refused as `id`, before the database is asked", async (_, id) => {
  for (const path of [
    "integrationKeys.revoke",
    "integrationKeys.rotate",
    "integrationKeys.update",
    "profile.endSession",
  ]) {
    const answer = await post(server.url, path, { cookie: made.user?.cookie ?? "", body: { id } });
    expect(answer.status).toBe(400);
    expect(problemOf(answer).path).toBe("id");
  }
});
