import type { DatabaseStats } from "@pfn/db";
import { Counter, Gauge, type Registry } from "prom-client";

/** What the database package counts by itself is copied when somebody looks. */
export function collectDatabase(registry: Registry, readStats: () => DatabaseStats): void {
  const registers = [registry];
  new Gauge({
    name: "pfn_database_connections",
    help:
      "Connections to PostgreSQL, and calls that wait for one; " +
      "absent with the embedded database",
    labelNames: ["state"],
    registers,
    collect() {
      const { pool } = readStats();
      if (pool === null) return;
      for (const [state, value] of Object.entries(pool)) this.set({ state }, value);
    },
  });
  new Counter({
    name: "pfn_key_verifications_total",
    help: "Keys looked up in the database",
    registers,
    collect() {
      this.reset();
      this.inc(readStats().keyLookups);
    },
  });
  new Counter({
    name: "pfn_key_verification_statements_total",
    help: "Statements that served these lookups; simultaneous ones share",
    registers,
    collect() {
      this.reset();
      this.inc(readStats().keyStatements);
    },
  });
}
