import { beforeAll, expect, it, vi } from "vitest";
import { asNobody, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { logIn } from "./log-in";

// What a password may be (S7): 8 to 1 024 characters of any kind, none of those that attackers try
// first.

const t = useRuntime();
const CURRENT = "correct horse battery staple";
const made: { user?: TestUser } = {};
beforeAll(async () => {
  made.user = await createUser(t.runtime, {
    passwordHash: await t.runtime.passwords.hash(CURRENT),
  });
});

const signUp = (password: string) =>
  asNobody(t.runtime).profile.signUp({ name: "A", email: "ada@example.org", password });
const change = async (next: string) => {
  if (made.user === undefined) throw new Error("not ready");
  return (await asSession(t.runtime, made.user)).profile.changePassword({ current: CURRENT, next });
};

it.each([
  ["7 characters", "a8#kP2x", "At least 8 characters"],
  ["7 characters outside the BMP", "\u{1f511}".repeat(7), "At least 8 characters"],
  ["nothing", "", "At least 8 characters"],
  ["1 025 characters", "x".repeat(1_025), "At most 1024 characters"],
  ["a million characters", "x".repeat(1_000_000), "At most 1024 characters"],
  ["a common password", "password123", "attackers try first"],
  ["a common password in capitals", "PASSWORD123", "attackers try first"],
  ["a row of digits", "123456789", "attackers try first"],
])(
  "S7: %s is refused unhashed, by name, in sign-up and change alike",
  async (_, password, remedy) => {
    const hash = vi.spyOn(t.runtime.passwords, "hash");
    await expect(signUp(password)).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringContaining(remedy),
    });
    await expect(change(password)).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringContaining(remedy),
    });
    expect(hash).not.toHaveBeenCalled();
    expect(await t.runtime.db.user.count({ where: { email: "ada@example.org" } })).toBe(0);
  },
);

it.each([
  ["8 characters", "q7#kP2xv"],
  [
    "8 characters outside the BMP",
    "\u{1f511}\u{1f40e}\u{1f50b}\u{1f4ce}\u{1f511}\u{1f40e}\u{1f50b}\u{1f4ce}",
  ],
  ["64 characters", "lorem ipsum dolor sit amet consectetur adipiscing elit sed do ei"],
  ["1 024 characters", "x7".repeat(512)],
  ["only lower case", "tfgxqpwmvz"],
  ["spaces at both ends", "  q7#kP2xv  "],
  ["other scripts", "пароль из слов"],
])("S7: %s make a password, used as typed", async (_, password) => {
  await t.runtime.db.user.deleteMany({ where: { email: "ada@example.org" } });
  await signUp(password);
  const caller = { ip: null, userAgent: null };
  expect(await logIn(t.runtime, { email: "ada@example.org", password, ...caller })).not.toBeNull();
  for (const near of [
    password.trim(),
    password.slice(0, -1),
    `${password} `,
    password.toUpperCase(),
  ].filter((text) => text !== password)) {
    expect(
      await logIn(t.runtime, { email: "ada@example.org", password: near, ...caller }),
    ).toBeNull();
  }
});
