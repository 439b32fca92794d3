import { randomInt } from "node:crypto";
import { generateKey } from "@pfn/keys";
import type { Call } from "./http";
import { type Stage, someone } from "./stage";

/**
 * Classes of calls that a stranger must not be able to tell apart, neither by bytes nor by time.
 */
export interface Group {
  name: string;
  /** The requirement, and what every one of its calls is answered with. */
  shows: string;
  status: number;
  classes: Record<string, () => Call>;
}

/** @param csrf the token of Auth.js and its cookie, which every sign-in sends */
export function createGroups(stage: Stage, csrf: { token: string; cookie: string }): Group[] {
  return [signIn(stage, csrf), signUp(stage), deadKeys(stage), ...foreignIds(stage)];
}

const WRONG = "no bicycle of that colour";

function signIn(
  { people, suspended, password }: Stage,
  csrf: { token: string; cookie: string },
): Group {
  const attempt = (email: string, given: string): Call => ({
    path: "/api/auth/callback/credentials",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Cookie: csrf.cookie },
    body: new URLSearchParams({ email, password: given, csrfToken: csrf.token }).toString(),
  });
  return {
    name: "sign-in",
    shows: "S5",
    status: 302,
    classes: {
      "unknown address": () => attempt(someone(), WRONG),
      "wrong password": () => attempt(oneOf(people).email, WRONG),
      "suspended, right password": () => attempt(oneOf(suspended).email, password),
      "suspended, wrong password": () => attempt(oneOf(suspended).email, WRONG),
    },
  };
}

function signUp({ people, password }: Stage): Group {
  const attempt = (email: string): Call => ({
    path: "/api/trpc/profile.signUp",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Somebody", email, password }),
  });
  return {
    name: "sign-up",
    shows: "S5",
    status: 200,
    classes: {
      "free address": () => attempt(someone()),
      "taken address": () => attempt(oneOf(people).email),
    },
  };
}

function deadKeys({ dead }: Stage): Group {
  const call = (key: string): Call => ({
    path: "/api/v1/me",
    headers: { Authorization: `Bearer ${key}` },
  });
  return {
    name: "dead keys",
    shows: "K4",
    status: 401,
    classes: {
      unknown: () => call(generateKey("live").key),
      revoked: () => call(oneOf(dead.revoked)),
      expired: () => call(oneOf(dead.expired)),
      "owner suspended": () => call(oneOf(dead.suspended)),
      "owner deleted": () => call(oneOf(dead.deleted)),
    },
  };
}

function foreignIds({ caller, foreign }: Stage): Group[] {
  const authorization = { Authorization: `Bearer ${caller.key}` };
  const cookie = { Cookie: caller.cookie };
  const group = (path: string, ids: readonly string[], call: (id: string) => Call): Group => ({
    name: path,
    shows: "A2",
    status: 404,
    classes: { "somebody else's": () => call(oneOf(ids)), none: () => call(neighbour(oneOf(ids))) },
  });
  const read =
    (path: string, headers: Call["headers"] = authorization) =>
    (id: string) => ({
      path: `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify({ id }))}`,
      headers: { ...headers },
    });
  const write =
    (path: string, headers: Call["headers"] = authorization) =>
    (id: string) => ({
      path: `/api/trpc/${path}`,
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify({ id }),
    });
  return [
    group("accounts.get", foreign.accounts, read("accounts.get")),
    group("operations.undo", foreign.operations, write("operations.undo")),
    group("integrationKeys.get", foreign.keys, read("integrationKeys.get", cookie)),
    group("integrationKeys.revoke", foreign.keys, write("integrationKeys.revoke", cookie)),
  ];
}

function oneOf<T>(values: readonly T[]): T {
  const value = values[randomInt(values.length)];
  if (value === undefined) throw new Error("there is none");
  return value;
}

/**
 * An id that does not exist, next to one that does, so that an index is searched in the same place.
 */
function neighbour(id: string): string {
  const last = Number.parseInt(id.slice(-1), 16);
  return `${id.slice(0, -8)}${randomInt(2 ** 28)
    .toString(16)
    .padStart(7, "0")}${((last + 1) % 16).toString(16)}`;
}
