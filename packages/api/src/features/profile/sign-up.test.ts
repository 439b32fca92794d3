import { beforeEach, expect, it, vi } from "vitest";
import { asNobody } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { isSignupOpen } from "./sign-up";

const t = useRuntime();
const PASSWORD = "correct horse battery staple";

beforeEach(async () => {
  await t.runtime.db.user.deleteMany();
});
const signUp = (email: string, name = "Person") =>
  asNobody(t.runtime).profile.signUp({ name, email, password: PASSWORD });
const users = () =>
  t.runtime.db.user.findMany({
    select: { email: true, role: true, status: true },
    orderBy: { createdAt: "asc" },
  });
const CLOSED = { code: "FORBIDDEN", message: "Sign-up is closed on this server." };

it("O1: the first visitor becomes the administrator, and then sign-up is closed", async () => {
  t.runtime.signup = "first";
  expect(await isSignupOpen(t.runtime)).toBe(true);
  expect(await signUp("first@example.org")).toEqual({ email: "first@example.org" });
  expect(await isSignupOpen(t.runtime)).toBe(false);
  await expect(signUp("second@example.org")).rejects.toMatchObject(CLOSED);
  await expect(signUp("first@example.org")).rejects.toMatchObject(CLOSED);
  expect(await users()).toEqual([{ email: "first@example.org", role: "admin", status: "active" }]);
});

it.each([
  ["first", 20],
  ["open", 6],
] as const)(
  "O1: of several first visitors at once exactly one becomes the administrator (%s, %d of them)",
  async (signup, visitors) => {
    t.runtime.signup = signup;
    const outcomes = await Promise.allSettled(
      Array.from({ length: visitors }, (_, index) => signUp(`p${index}@example.org`)),
    );
    const roles = (await users()).map(({ role }) => role);
    expect(roles.filter((role) => role === "admin")).toHaveLength(1);
    expect(roles).toHaveLength(signup === "first" ? 1 : visitors);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(roles.length);
  },
);

it.each([
  ["UTC, unless told", undefined, "UTC"],
  ["the one of the person's browser", "Pacific/Auckland", "Pacific/Auckland"],
  ["UTC where the server does not know the browser's", "Mars/Olympus Mons", "UTC"],
])("the time zone of both ledgers is %s", async (_, timezone, expected) => {
  t.runtime.signup = "open";
  await asNobody(t.runtime).profile.signUp({
    name: "Person",
    email: "zone@example.org",
    password: PASSWORD,
    timezone,
  });
  const ledgers = await t.runtime.db.ledger.findMany({
    where: { user: { email: "zone@example.org" } },
  });
  expect(ledgers.map((ledger) => ledger.timezone)).toEqual([expected, expected]);
});

it("in the open mode later visitors become members", async () => {
  t.runtime.signup = "open";
  await signUp("first@example.org");
  await signUp("second@example.org");
  expect((await users()).map(({ role }) => role)).toEqual(["admin", "member"]);
});

it("in the closed mode nobody can sign up, not even as the first", async () => {
  t.runtime.signup = "closed";
  await expect(signUp("first@example.org")).rejects.toMatchObject(CLOSED);
  expect(await users()).toEqual([]);
});

it(
  "S5: a taken address gets the same answer after the same hashing, and " + "changes nothing",
  async () => {
    t.runtime.signup = "open";
    const hash = vi.spyOn(t.runtime.passwords, "hash");
    const first = await signUp("taken@example.org");
    const before = await t.runtime.db.user.findMany({
      select: { id: true, name: true, passwordHash: true },
    });
    expect(await signUp("taken@example.org", "Somebody else")).toEqual(first);
    expect(await signUp("  TAKEN@Example.org ", "Somebody else")).toEqual(first);
    expect(hash).toHaveBeenCalledTimes(3);
    expect(
      await t.runtime.db.user.findMany({ select: { id: true, name: true, passwordHash: true } }),
    ).toEqual(before);
    expect(await t.runtime.db.ledger.count()).toBe(2);
  },
);

it(
  "S5: for a taken address the database is asked for the same statements as for a free one, " +
    "to the last write",
  async () => {
    t.runtime.signup = "open";
    await signUp("taken@example.org");
    const statementsOf = async (email: string) => {
      t.statements.length = 0;
      await signUp(email);
      return t.statements.map((sql) => sql.replace(/^(release|rollback to)/, "end"));
    };
    const free = await statementsOf("free@example.org");
    expect(await statementsOf("taken@example.org")).toEqual(free);
    expect(free.length).toBeGreaterThan(10);
  },
);

it(
  "L4: who has an account reads in the trail that somebody tried to sign up with their " +
    "address, and from where",
  async () => {
    t.runtime.signup = "open";
    await signUp("ada@example.org");
    await signUp("ada@example.org", "Somebody else");
    const events = await t.runtime.db.auditEvent.findMany({ orderBy: { id: "asc" } });
    expect(events).toMatchObject([
      { event: "account.created", details: { role: "admin" } },
      { event: "account.signUpRefused", ip: "192.0.2.1", client: "tests", details: {} },
    ]);
    expect(events[1]?.userId).toBe(events[0]?.userId);
  },
);

it("S11: one mailbox is one account, however it is written", async () => {
  t.runtime.signup = "open";
  await signUp("Ada@Example.ORG");
  await signUp("\uff21da@example.org");
  await Promise.all([signUp("ADA@example.org"), signUp("ada@EXAMPLE.org")]);
  expect((await users()).map(({ email }) => email)).toEqual(["ada@example.org"]);
});

it(
  "a new person has a live and a test ledger, and an audit trail that " + "begins with them",
  async () => {
    t.runtime.signup = "open";
    await signUp("ada@example.org");
    const [user] = await t.runtime.db.user.findMany({
      include: { ledgers: true, auditEvents: true },
    });
    expect(user?.ledgers.map(({ mode }) => mode).sort()).toEqual(["live", "test"]);
    expect(user?.auditEvents).toMatchObject([
      { event: "account.created", details: { role: "admin" } },
    ]);
  },
);

it("a sign-up that fails half-way leaves nothing behind", async () => {
  t.runtime.signup = "open";
  await t.runtime.db.$executeRaw`alter table audit_events
      add constraint no_more check (event <> 'account.created') not valid`;
  await expect(signUp("ada@example.org")).rejects.toThrow();
  await t.runtime.db.$executeRaw`alter table audit_events drop constraint no_more`;
  expect(await users()).toEqual([]);
  expect(await t.runtime.db.ledger.count()).toBe(0);
});

it.each([
  ["no address", "ada", "email"],
  ["two addresses", "ada@example.org, eve@example.org", "email"],
  ["an address with a line break", "ada@example.org\r\nBcc: eve@example.org", "email"],
  ["an address with a NUL", "ada\u0000@example.org", "email"],
  ["an address that is too long", `${"a".repeat(310)}@example.org`, "email"],
  ["a quoted address", '"ada@evil.example"@example.org', "email"],
])("S11: %s is refused by name", async (_, email, path) => {
  t.runtime.signup = "open";
  await expect(signUp(email)).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringContaining(path),
  });
  expect(await users()).toEqual([]);
});

it("A4: nobody can choose their role, status or id", async () => {
  t.runtime.signup = "open";
  for (const extra of [{ role: "admin" }, { status: "active" }, { id: "x" }, { isAdmin: true }]) {
    const input = { name: "A", email: "ada@example.org", password: PASSWORD, ...extra };
    await expect(asNobody(t.runtime).profile.signUp(input)).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringContaining(Object.keys(extra)[0] ?? ""),
    });
  }
  expect(await users()).toEqual([]);
});
