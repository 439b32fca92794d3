import { setTimeout as wait } from "node:timers/promises";
import { beginCalls, prepareQuestion } from "./half-requests.mjs";
import { canSignIn, createOwner, listAccounts, moveIn } from "./owner.mjs";
import { freePort, settingsOf, startServer } from "./server.mjs";

/** Milliseconds after the start at which a container is stopped before it is ready. */
const EARLY = [50, 200, 800];

const NAMES = Array.from({ length: 8 }, (_, index) => `Account ${index + 1}`);

/**
 * One server's life: first start, owner and key, a stop amid calls, a restart, stops before it is
 * ready, and a last look at what it wrote.
 *
 * @param {import("./prove.mjs").Tool} tool
 * @param {import("./checks.mjs").Checks} checks
 * @param {string} [databaseUrl] an empty database of PostgreSQL
 */
export async function proveLife(tool, checks, databaseUrl) {
  const volume = tool.makeVolume();
  const env = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  const owner = createOwner();

  const first = await startServer(tool, { volume, env });
  checks.that("starts with a read-only root and no capability", true, `${first.seconds} s`);
  const key = await moveIn(first.url, owner);
  checks.that("its owner's key works", Array.isArray(await listAccounts(first.url, key)));
  const [, ...test] = tool.config.Healthcheck.Test;
  const health = await first.container.execute(["env", `PORT=${first.port}`, ...test]);
  checks.that("is healthy", health === 0);
  await stopAmidCalls(checks, first, key);

  for (const after of EARLY) await stopEarly(tool, checks, { volume, env, after });

  // The files outside of the volume may be written now, so that a write would show.
  const second = await startServer(tool, { volume, env, isWritable: true });
  checks.that("starts again", true, `${second.seconds} s`);
  const accounts = await listAccounts(second.url, key);
  checks.that("the key works as before", Array.isArray(accounts));
  checks.that("no acknowledged call is lost", String(accounts) === String(NAMES), accounts);
  checks.that("its owner signs in", await canSignIn(second.url, owner));
  second.container.signal("SIGTERM");
  checks.that("stops", (await second.container.ended) === 0);
  const written = second.container.changedFiles();
  const outside = written.filter((path) => !/\/(data|tmp|proc|dev)(\/|$)/.test(path));
  checks.that("writes nothing but its volume and /tmp", outside.length === 0, outside);
  second.container.remove();
  tool.removeVolume(volume);
}

/**
 * @param {import("./checks.mjs").Checks} checks
 * @param {Awaited<ReturnType<typeof startServer>>} server
 * @param {string} key
 */
async function stopAmidCalls(checks, { container, port }, key) {
  const calls = await beginCalls(port, key, NAMES);
  const ask = await prepareQuestion(port);
  container.signal("SIGTERM");
  while (!container.printed().includes("Stopping")) await wait(5);
  const readiness = await ask();
  const began = performance.now();
  const statuses = await calls.finish();
  const code = await container.ended;
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  checks.that(
    "answers the 8 calls under way at a SIGTERM",
    statuses.every((status) => status === 200 || status === 201),
    statuses,
  );
  // A machine that is slow to ask finds the connection closed.
  checks.that("is not ready while it stops", readiness === 503 || readiness === 0, readiness);
  checks.that("then ends with 0", code === 0, `after ${seconds} s`);
  container.remove();
}

/**
 * @param {import("./prove.mjs").Tool} tool
 * @param {import("./checks.mjs").Checks} checks
 * @param {{ volume: string, env: Record<string, string>, after: number }} moment
 */
async function stopEarly(tool, checks, { volume, env, after }) {
  const settings = settingsOf(await freePort(), env);
  const container = await tool.start({ volume, env: settings });
  await wait(after);
  const began = performance.now();
  container.signal("SIGTERM");
  const outcome = await Promise.race([container.ended, wait(30_000, "goes on")]);
  const took = `${outcome} after ${((performance.now() - began) / 1_000).toFixed(2)} s`;
  checks.that(`ends on a SIGTERM ${after} ms after its start`, outcome !== "goes on", took);
  if (outcome === "goes on") container.signal("SIGKILL");
  await container.ended;
  container.remove();
}
