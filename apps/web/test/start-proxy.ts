import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@pfn/db/testing/free-port";
import { localize, type ProxyKind, SAMPLES } from "./proxy-samples";

/** The name that the sample configurations serve. */
export const PROXY_NAME = "pfn.example.org";

/** A proxy with its sample configuration, on ports of its own, with a certificate of its own. */
export interface ProxyProcess {
  httpPort: number;
  httpsPort: number;
  /** The certificate, which nobody but a test trusts. */
  ca: string;
  remove: () => Promise<void>;
}

/** Starts it in front of three local ports, which may be the same. */
export async function startProxy(
  upstreams: readonly [number, number, number],
  kind: ProxyKind = "nginx",
): Promise<ProxyProcess> {
  const folder = mkdtempSync(join(tmpdir(), "pfn-proxy-"));
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const ca = createCertificate(folder);
  const [sample, place] = [SAMPLES[kind], { folder, upstreams, httpPort, httpsPort }];
  const file = join(folder, "configuration");
  writeFileSync(file, localize(sample, place));
  const [program = "", ...args] = sample.command(file, place);
  const child = spawn(program, args, {
    env: { ...process.env, ...sample.env(place) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += String(chunk)));
  const ended = once(child, "close");
  await Promise.race([
    answers(httpsPort),
    ended.then(() => Promise.reject(new Error(`${kind} ended: ${errors}`))),
  ]);
  const remove = async () => {
    if (child.exitCode === null) child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { httpPort, httpsPort, ca, remove };
}

function createCertificate(folder: string): string {
  const [key, certificate] = [join(folder, "privkey.pem"), join(folder, "fullchain.pem")];
  const what = [
    "-subj",
    `/CN=${PROXY_NAME}`,
    "-addext",
    `subjectAltName=DNS:${PROXY_NAME}`,
    "-days",
    "2",
  ];
  const how = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", ["req", "-x509", ...how, ...what, "-keyout", key, "-out", certificate], {
    stdio: "ignore",
  });
  return readFileSync(certificate, "utf8");
}

async function answers(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await sleep(20);
  }
}
