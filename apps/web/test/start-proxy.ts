import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "./start-pfn";

const SAMPLE = fileURLToPath(new URL("../../../docs/proxy/nginx.conf", import.meta.url));

/** The name that the sample configuration serves. */
export const PROXY_NAME = "pfn.example.org";

/** nginx with the sample configuration, on ports of its own, with a certificate of its own. */
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
): Promise<ProxyProcess> {
  const folder = mkdtempSync(join(tmpdir(), "pfn-proxy-"));
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const certificate = createCertificate(folder);
  writeFileSync(
    join(folder, "nginx.conf"),
    localize(readFileSync(SAMPLE, "utf8"), { folder, upstreams, httpPort, httpsPort }),
  );
  const command = ["-p", folder, "-c", join(folder, "nginx.conf"), "-g", "daemon off;"];
  const child = spawn("nginx", command, { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += String(chunk)));
  const ended = once(child, "close");
  await Promise.race([
    answers(httpsPort),
    ended.then(() => Promise.reject(new Error(`nginx ended: ${errors}`))),
  ]);
  const remove = async () => {
    if (child.exitCode === null) child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { httpPort, httpsPort, ca: certificate, remove };
}

interface Place {
  folder: string;
  upstreams: readonly number[];
  httpPort: number;
  httpsPort: number;
}

/**
 * The sample with this machine's paths and ports. A missing line is an error, so that the two
 * cannot drift apart.
 */
function localize(sample: string, { folder, upstreams, httpPort, httpsPort }: Place): string {
  mkdirSync(join(folder, "temp"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/temp/${name};`,
  );
  const changes: [string, string][] = [
    ["user www-data;", process.getuid?.() === 0 ? "user root;" : ""],
    ["pid /run/nginx.pid;", `pid ${folder}/nginx.pid;`],
    ["/var/log/nginx/", `${folder}/`],
    ["/var/cache/nginx/pfn", `${folder}/cache`],
    ["/etc/nginx/pfn/", `${folder}/`],
    ["listen 80 ", `listen 127.0.0.1:${httpPort} `],
    ["listen 443 ", `listen 127.0.0.1:${httpsPort} `],
    ["  server_tokens off;", `  server_tokens off;\n${temporary.join("\n")}`],
    ...upstreams.map((port, index): [string, string] => [
      `127.0.0.1:${3001 + index} `,
      `127.0.0.1:${port} `,
    ]),
  ];
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${SAMPLE} has no "${from}" any more`);
    return text.replaceAll(from, to);
  }, sample);
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
