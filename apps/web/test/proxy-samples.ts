import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The proxies that pfn has a sample configuration for. */
export const PROXIES = ["nginx", "Caddy"] as const;
export type ProxyKind = (typeof PROXIES)[number];

/** Where a proxy runs in a test, and what it stands in front of. */
export interface Place {
  folder: string;
  upstreams: readonly number[];
  httpPort: number;
  httpsPort: number;
}

interface Sample {
  file: string;
  /** What has to be different on this machine: texts of the sample, and what replaces them. */
  changes: (place: Place) => [string, string][];
  command: (file: string, place: Place) => string[];
  env: (place: Place) => Record<string, string>;
}

export const SAMPLES: Readonly<Record<ProxyKind, Sample>> = {
  nginx: {
    file: find("docs/proxy/nginx.conf"),
    changes: nginxChanges,
    command: (file, { folder }) => ["nginx", "-p", folder, "-c", file, "-g", "daemon off;"],
    env: () => ({}),
  },
  Caddy: {
    file: find("deploy/Caddyfile"),
    changes: caddyChanges,
    command: (file) => ["caddy", "run", "--config", file, "--adapter", "caddyfile"],
    env: ({ folder, upstreams }) => ({
      HOME: folder,
      PFN_INSTANCES: upstreams.map((port) => `127.0.0.1:${port}`).join(" "),
    }),
  },
};

/**
 * A sample with this machine's paths and ports. A missing line is an error, so that the two cannot
 * drift apart.
 */
export function localize({ file, changes }: Sample, place: Place): string {
  return changes(place).reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`${file} has no "${from}" any more`);
      return text.replaceAll(from, to);
    },
    readFileSync(file, "utf8"),
  );
}

function nginxChanges({ folder, upstreams, httpPort, httpsPort }: Place): [string, string][] {
  mkdirSync(join(folder, "temp"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/temp/${name};`,
  );
  return [
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
}

/** A certificate of our own stands for the one that Caddy would ask an authority for. */
function caddyChanges({ folder, httpPort, httpsPort }: Place): [string, string][] {
  const ports = `http_port ${httpPort}\nhttps_port ${httpsPort}\ndefault_bind 127.0.0.1`;
  const site = "{$PFN_NAME:pfn.example.org} {";
  return [
    ["admin off", `admin off\n${ports}`],
    [site, `${site}\ntls ${folder}/fullchain.pem ${folder}/privkey.pem`],
  ];
}

function find(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}
