import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { PROCEDURES } from "../http/procedure-table";
import { useRuntime } from "./database";
import { createKey, createUser, type TestKey, type TestUser } from "./factories";
import { get, post, problemOf } from "./requests";
import { useServer } from "./server";

// Whose data a call is about is settled by the credential; nothing that the caller adds has a say
// in it (A4).

const t = useRuntime();
const server = useServer(t);

const made: { admin?: TestUser; key?: TestKey } = {};
beforeAll(async () => {
  made.admin = await createUser(t.runtime, { role: "admin" });
  made.key = await createKey(t.runtime, made.admin);
});

const OWNERS = ["ownerId", "ledgerId", "isAdmin"];

it.each([...PROCEDURES])(
  "A4: %s refuses an owner from its caller, by name",
  async (path, { type, meta }) => {
    const isForKeys = meta?.access.kind === "key";
    const sender = isForKeys
      ? { authorization: made.key?.authorization ?? "" }
      : { cookie: made.admin?.cookie ?? "" };
    const others = path.startsWith("admin.") ? OWNERS : [...OWNERS, "userId"];
    for (const name of others) {
      const input = { [name]: made.admin?.userId };
      const answer =
        type === "query"
          ? await get(server.url, path, { ...sender, input })
          : await post(server.url, path, { ...sender, body: input });
      expect(answer.status).toBe(400);
      const { path: first, errors = [] } = problemOf(answer);
      expect([first, ...errors.map((error) => error.path)]).toContain(name);
    }
  },
);

it.each([...PROCEDURES])("A4: what %s answers is written down field by field", (_, { output }) => {
  if (!(output instanceof z.ZodType)) return expect.fail("It has no output schema.");
  const loose = JSON.stringify(
    z.toJSONSchema(output, { io: "output", unrepresentable: "any" }),
  ).match(/"additionalProperties":(true|\{\})/);
  expect(loose).toBeNull();
});
