import { fileFor, type Stage, urlOf } from "./stage";

/** Who writes: a key that was made for this round, or the owner's first login. */
export interface Key {
  id: string;
  key: string;
}

/** A long call of the owner's ledger; its answer's status. */
export interface Job {
  name: string;
  by: "key" | "login";
  run: (stage: Stage, key: Key, draftId: string) => Promise<Response>;
}

const withKey =
  (stage: Stage, { key }: Key) =>
  (path: string, body: object) =>
    fetch(`${urlOf(stage.instances[0])}/api/v1${path}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });

export const JOBS: readonly Job[] = [
  {
    name: "import",
    by: "key",
    run: (stage, key, id) => withKey(stage, key)(`/imports/${id}/commit`, {}),
  },
  {
    name: "undo",
    by: "login",
    run: ({ writer, operationId }) => writer.mutate("operations.undo", { id: operationId }),
  },
  {
    name: "dry run of an import",
    by: "key",
    run: (stage, key, id) => withKey(stage, key)(`/imports/${id}/commit`, { dryRun: true }),
  },
  {
    name: "dry run of an undo",
    by: "login",
    run: ({ writer, operationId }) =>
      writer.mutate("operations.undo", { id: operationId, dryRun: true }),
  },
  {
    name: "preview",
    by: "key",
    run: (stage, key) => withKey(stage, key)("/imports", fileFor(stage.accountId, "preview")),
  },
];

/** A call that stops a writer. */
export interface Stop {
  name: string;
  run: (stage: Stage, key: Key) => Promise<Response>;
}

const changePassword = async ({ owner, who }: Stage) => {
  const next = `${who.password.slice(0, 30)} ${Date.now()}`;
  const answer = await owner.mutate("profile.changePassword", {
    current: who.password,
    next,
    revokeKeys: true,
  });
  if (answer.ok) who.password = next;
  return answer;
};

export const STOPS: Readonly<Record<Job["by"], readonly Stop[]>> = {
  key: [
    { name: "revoke", run: ({ owner }, { id }) => owner.mutate("integrationKeys.revoke", { id }) },
    { name: "revokeAll", run: ({ owner }) => owner.mutate("integrationKeys.revokeAll", {}) },
    { name: "burn", run: (stage, { key }) => burn(stage, key) },
    {
      name: "narrow",
      run: ({ owner }, { id }) =>
        owner.mutate("integrationKeys.update", { id, scopes: ["accounts:read"] }),
    },
    { name: "rotate", run: ({ owner }, { id }) => owner.mutate("integrationKeys.rotate", { id }) },
    {
      name: "admin.revokeKeys",
      run: ({ admin, userId }) => admin.mutate("admin.revokeKeys", { userId }),
    },
    { name: "suspend", run: ({ admin, userId }) => admin.mutate("admin.suspend", { userId }) },
    { name: "changePassword", run: changePassword },
  ],
  login: [
    {
      name: "signOutEverywhere",
      run: ({ owner }) => owner.mutate("profile.signOutEverywhere", {}),
    },
    { name: "changePassword", run: changePassword },
    { name: "suspend", run: ({ admin, userId }) => admin.mutate("admin.suspend", { userId }) },
  ],
};

const burn = (stage: Stage, key: string) =>
  fetch(`${urlOf(stage.instances.at(-1))}/api/keys/burn`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ key }),
  });
