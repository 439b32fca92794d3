import type { DatabaseStats } from "@pfn/db";
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { DomainError } from "../errors/domain-error";
import { collectDatabase } from "./collect-database";

/** What opened no endpoint, and why; `scope`: a good key that lacks a right. */
export type KeyRefusal = "malformed" | "unknown" | "revoked" | "expired" | "suspended" | "scope";

/**
 * What the process counts, for Prometheus. Every label has a closed set of values that no caller
 * can add to, so that the number of series is bounded; none of them is a person, a key or an
 * amount.
 */
export interface Metrics {
  /** A request that was answered, or given up by its caller. */
  answered: (endpoint: string, status: number, seconds: number) => void;
  /** A refusal; the same one counts once, however many layers see it. */
  refused: (error: DomainError) => void;
  keyRefused: (reason: Exclude<KeyRefusal, "scope">) => void;
  /** Work off the request's path that failed or was dropped; `name` is one of our own. */
  backgroundFailed: (name: string) => void;
  /** All of them so far. */
  countBackgroundFailures: () => Promise<number>;
  /**
   * A browser's report of something that a page was kept from loading; `directive` is what the
   * policy calls it.
   */
  policyViolated: (directive: string) => void;
  /** The text format of Prometheus. */
  render: () => Promise<{ text: string; contentType: string }>;
}

/** From a fast lookup to the longest wait there is. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A report names what it likes; only what our policy has is counted by its name. */
const DIRECTIVES =
  /^(default|script|style|img|connect|object|font|frame)-src(-elem|-attr)?$|^(base-uri|form-action)$/;

/** A registry of its own for each runtime. `readStats` is asked when somebody looks. */
export function createMetrics(readStats: () => DatabaseStats): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // A reader of figures need not know which holes this version of Node has (F8).
  registry.removeSingleMetric("nodejs_version_info");
  const counter = counters(registry);
  const requests = counter("pfn_requests_total", "Requests by endpoint and status", [
    "endpoint",
    "status",
  ]);
  const refusals = counter("pfn_refusals_total", "Refused calls by code", ["code"]);
  const keyRefusals = counter("pfn_key_refusals_total", "Keys that opened nothing, by reason", [
    "reason",
  ]);
  const failures = counter(
    "pfn_background_failures_total",
    "Failed work that no caller waited for",
    ["name"],
  );
  const violations = counter(
    "pfn_csp_reports_total",
    "Content security policy reports by directive",
    ["directive"],
  );
  const duration = new Histogram({
    name: "pfn_request_duration_seconds",
    help: "Time from a request's head to its answer",
    labelNames: ["endpoint"],
    buckets: SECONDS,
    registers: [registry],
  });
  collectDatabase(registry, readStats);
  const counted = new WeakSet<DomainError>();
  return {
    answered: (endpoint, status, seconds) => {
      requests.inc({ endpoint, status });
      duration.observe({ endpoint }, seconds);
    },
    refused: (error) => {
      if (counted.has(error)) return;
      counted.add(error);
      refusals.inc({ code: error.code });
      if (error.missingScopes.length > 0) keyRefusals.inc({ reason: "scope" });
    },
    keyRefused: (reason) => keyRefusals.inc({ reason }),
    backgroundFailed: (name) => failures.inc({ name }),
    countBackgroundFailures: async () => {
      const { values } = await failures.get();
      return values.reduce((sum, { value }) => sum + value, 0);
    },
    policyViolated: (directive) =>
      violations.inc({ directive: DIRECTIVES.test(directive) ? directive : "other" }),
    render: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}

const counters = (registry: Registry) => (name: string, help: string, labelNames: string[]) =>
  new Counter({ name, help, labelNames, registers: [registry] });
