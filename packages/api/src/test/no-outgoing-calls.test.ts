import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sessionCookie, useRuntime } from "./database";
import { createKey, createUser } from "./factories";
import { get, post, send } from "./requests";
import { rest } from "./rest";
import { useServer } from "./server";

// An address in a request may lead into the owner's own network. The server never
// goes there (I8).

const t = useRuntime();
const server = useServer(t);
let visits = 0;
let trap: Server;
let address: string;
beforeAll(async () => {
  trap = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address with a port.
  address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/x.png`;
});
afterAll(() => trap.close());

it("I8: no address is fetched, whichever text of a request it stands in", async () => {
  const user = await createUser(t.runtime);
  const cookie = sessionCookie(user.sessionId);
  const { authorization } = await createKey(t.runtime, user);
  const { url } = server;
  const headers = {
    referer: address,
    origin: address,
    "x-forwarded-host": address,
    "user-agent": address,
    link: address,
  };

  const opened = await rest(url, "POST /accounts", {
    authorization,
    body: { name: address, type: "cash", currency: "EUR", note: address },
  });
  expect(opened.status).toBe(200);
  const accountId = JSON.parse(opened.text).account.id;
  const row = {
    accountId,
    date: "2026-03-31",
    amount: { amount: "-3.20", currency: "EUR" },
    payee: address,
    note: `![](${address})`,
  };
  const written = await post(url, "transactions.create", {
    authorization,
    body: { transactions: [row], reason: address },
  });
  expect(written.status).toBe(200);
  const text =
    'Date,Payee,Amount\n2026-03-30,"<img ' +
    `src=${address}>",-3.20\n2026-03-31,"=WEBSERVICE(""${address}"")",-1.00\n`;
  const draft = { accountId, fileName: address.replaceAll("/", ""), text };
  expect((await post(url, "imports.preview", { authorization, body: draft })).status).toBe(200);
  await post(url, "imports.preview", {
    authorization,
    body: { accountId, url: address, content: address },
  });
  await get(url, "transactions.list", { authorization, headers, input: { q: address } });
  await post(url, "integrationKeys.create", { cookie, body: { label: address, preset: "full" } });
  await post(url, "profile.signUp", {
    body: { name: address, email: `x@${new URL(address).host}`, password: address },
  });
  await post(url, "integrationKeys.create", {
    cookie,
    headers,
    body: { label: address, callbackUrl: address },
  });
  await send(`${url}/api/keys/burn`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key: address, url: address }),
  });
  const report = {
    "csp-report": { "document-uri": address, "blocked-uri": address, "source-file": address },
  };
  await send(`${url}/api/csp-reports`, {
    method: "POST",
    headers: { "content-type": "application/csp-report" },
    body: JSON.stringify(report),
  });
  await t.runtime.background.settle();

  expect(visits).toBe(0);
  await fetch(address).catch(() => {});
  expect(visits, "the trap works").toBe(1);
});
