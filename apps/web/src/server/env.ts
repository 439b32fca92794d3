import { BlockList, isIP } from "node:net";
import { resolve } from "node:path";
import type { Limits } from "@pfn/api";
import { readAddresses } from "@pfn/db";
import { z } from "zod";
import { readLimits } from "./limit-variables";
import { StartError } from "./start-error";

/**
 * What an administrator can set, parsed. Absent and empty variables have their documented defaults.
 */
export interface Env {
  /** TCP port to listen on. */
  port: number;
  /** Address to listen on; a loopback address unless the administrator says otherwise. */
  host: string;
  /**
   * The base URL people and agents use; links, redirects and cookies follow it and never a
   * request's Host (O2).
   */
  publicUrl: URL;
  /** Names beside the public one that the server answers to, as `host` or `host:port` (O5). */
  hosts: string[];
  /** Absolute path of the folder with the embedded database and the generated secret. */
  dataDir: string;
  /** PostgreSQL, one server or several; absent means the embedded database. */
  databaseUrl: string | undefined;
  /**
   * Where several instances share the counters of their limits; each has its own without it (R3).
   */
  redisUrl: string | undefined;
  /** Only what was set; the API knows the rest (R1). */
  limits: Partial<Limits>;
  /** Signs session cookies; absent means that one is generated and kept in `dataDir`. */
  authSecret: string | undefined;
  signup: "first" | "open" | "closed";
  /** Addresses and CIDRs whose `X-Forwarded-For` is believed (S8). */
  trustedProxies: string[];
  /** A port for the metrics alone; absent means that they are on the main port (`GET /metrics`). */
  metricsPort: number | undefined;
  /** A caller that sends it may read the metrics. */
  metricsToken: string | undefined;
  logLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
}

const EXAMPLE_SECRETS = [
  /change[-_ ]?(me|this|it)/i,
  /example|placeholder|password/i,
  /replace[-_ ]?(me|this|with)/i,
  /your[-_ ]?(own[-_ ]?)?(auth[-_ ]?)?secret/i,
  /(super|top|my)[-_ ]?secret/i,
];
const isExampleSecret = (text: string) => EXAMPLE_SECRETS.some((pattern) => pattern.test(text));

/**
 * A secret made of fewer different characters is a repetition; a random one in hexadecimal has
 * about 14.
 */
const FEWEST_DIFFERENT = 8;

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535);

const secret = z
  .string()
  .refine((text) => Buffer.byteLength(text) >= 32, "is too short: 32 bytes at least")
  .refine((text) => !isExampleSecret(text), "is an example that anybody could guess")
  .refine(
    (text) => new Set(text).size >= FEWEST_DIFFERENT,
    "is a repetition that anybody could guess",
  );

const metricsToken = z
  .string()
  .regex(/^[\x21-\x7e]{32,}$/)
  .refine((text) => !isExampleSecret(text) && new Set(text).size >= FEWEST_DIFFERENT);

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

/** Of several servers none may be without a name. */
const databaseUrl = z.string().refine((text) => {
  const addresses = readAddresses(text);
  return addresses.every((address) => {
    if (!URL.canParse(address)) return false;
    const { protocol, host } = new URL(address);
    return /^postgres(ql)?:$/.test(protocol) && (addresses.length === 1 || host !== "");
  });
});

const publicUrl = url("http:", "https:")
  .transform((text) => new URL(text))
  .refine(
    ({ pathname, search, hash, username, password }) =>
      pathname === "/" && !search && !hash && !username && !password,
  );

const proxies = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((entries) => entries.every(isAddressOrCidr));

const hosts = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((entries) =>
    entries.every((entry) => /^[\w.-]+(:\d{1,5})?$/.test(entry) && URL.canParse(`http://${entry}`)),
  );

const VARIABLES = z.object({
  PORT: port.default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default("127.0.0.1"),
  PFN_URL: publicUrl.optional(),
  PFN_HOSTS: hosts.default([]),
  PFN_ALLOW_HTTP: z.enum(["yes", "no"]).default("no"),
  PFN_DATA_DIR: z.string().default("./data"),
  DATABASE_URL: databaseUrl.optional(),
  REDIS_URL: url("redis:", "rediss:").optional(),
  AUTH_SECRET: secret.optional(),
  PFN_SIGNUP: z.enum(["first", "open", "closed"]).default("first"),
  PFN_TRUSTED_PROXIES: proxies.default([]),
  PFN_METRICS_PORT: port.optional(),
  PFN_METRICS_TOKEN: metricsToken.optional(),
  PFN_LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"])
    .default("info"),
});

/**
 * What a good value looks like; the refused value itself is never repeated, because it may be a
 * secret.
 */
const REMEDIES: Record<keyof typeof VARIABLES.shape, string> = {
  PORT: "must be a whole number from 1 to 65535: set PORT=3000 or leave it out",
  HOST: "must be an address or a host name to listen on: set HOST=127.0.0.1 or leave it out",
  PFN_URL: "must be the base URL without a path, such as https://pfn.example.org, or be left out",
  PFN_HOSTS:
    "must be host names separated by commas, each with the port that is asked for, " +
    "such as pfn:3000",
  PFN_ALLOW_HTTP: "must be yes or no, or be left out",
  PFN_DATA_DIR: "must be the path of a folder, or be left out for ./data",
  DATABASE_URL:
    "must look like postgres://user:password@host:5432/database, several servers with commas " +
    "between them: correct it, or leave it out to use the embedded database",
  REDIS_URL: "must look like redis://host:6379: correct it or leave it out",
  AUTH_SECRET:
    "create one with `openssl rand -base64 48`, " +
    "or leave it out and pfn generates one in its data directory",
  PFN_SIGNUP: "must be first, open or closed: leave it out for first",
  PFN_TRUSTED_PROXIES:
    "must be IP addresses or CIDRs separated by commas, such as 127.0.0.1,10.0.0.0/8",
  PFN_METRICS_PORT:
    "must be a whole number from 1 to 65535 other than PORT: correct it or leave it out",
  PFN_METRICS_TOKEN:
    "must be 32 random characters at least, without spaces: " +
    "create one with `openssl rand -base64 48`",
  PFN_LOG_LEVEL: "must be trace, debug, info, warn, error, fatal or silent: leave it out for info",
};

/**
 * Reads the configuration from `variables` (normally `process.env`). Relative paths are relative to
 * the working directory.
 *
 * @throws StartError naming the first bad variable and the remedy
 * @example parseEnv({ PORT: "8080" }).publicUrl.href // "http://localhost:8080/"
 */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const parsed = VARIABLES.safeParse(given);
  if (!parsed.success) throw explain(parsed.error);
  const { data } = parsed;
  const publicUrl = data.PFN_URL ?? new URL(`http://localhost:${data.PORT}`);
  refusePlainHttp(publicUrl, data.PFN_ALLOW_HTTP);
  if (data.PFN_METRICS_PORT === data.PORT)
    throw new StartError(`PFN_METRICS_PORT ${REMEDIES.PFN_METRICS_PORT}.`);
  return {
    port: data.PORT,
    host: data.HOST,
    publicUrl,
    hosts: data.PFN_HOSTS,
    dataDir: resolve(data.PFN_DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    redisUrl: data.REDIS_URL,
    limits: readLimits(given),
    authSecret: data.AUTH_SECRET,
    signup: data.PFN_SIGNUP,
    trustedProxies: data.PFN_TRUSTED_PROXIES,
    metricsPort: data.PFN_METRICS_PORT,
    metricsToken: data.PFN_METRICS_TOKEN,
    logLevel: data.PFN_LOG_LEVEL,
  };
}

/** The configuration of this process, read from its environment. */
export function readEnv(): Env {
  return parseEnv(process.env);
}

function explain(error: z.ZodError): StartError {
  const [issue] = error.issues;
  const name = VARIABLES.keyof().parse(issue?.path[0]);
  const complaint = issue?.code === "custom" && name === "AUTH_SECRET" ? `${issue.message}: ` : "";
  return new StartError(`${name} ${complaint}${REMEDIES[name]}.`);
}

/** Keys and passwords would cross the network in clear text (O1, T9). */
function refusePlainHttp({ protocol, hostname }: URL, allowed: "yes" | "no"): void {
  const isLoopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol === "https:" || isLoopback || allowed === "yes") return;
  throw new StartError(
    "PFN_URL must begin with https://, because passwords and keys would cross the network " +
      "readable by others: put a TLS proxy in front, " +
      "or set PFN_ALLOW_HTTP=yes for a network you trust.",
  );
}

function isAddressOrCidr(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  if (!/^\d{1,3}$/.test(prefix)) return false;
  try {
    new BlockList().addSubnet(address, Number(prefix), version === 6 ? "ipv6" : "ipv4");
    return true;
  } catch {
    return false;
  }
}
