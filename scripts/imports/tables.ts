// Who may import whom. A folder that stands in no list of another may not be imported by it.

type Table = Readonly<Record<string, readonly string[]>>;

/** Packages, and the packages that they may import. */
export const PACKAGES: Table = {
  "packages/keys": [],
  "packages/db": [],
  "packages/api": ["packages/keys", "packages/db"],
  "packages/testing": ["packages/keys", "packages/db", "packages/api"],
  "packages/client": ["packages/keys", "packages/api"],
  "packages/mcp": ["packages/keys", "packages/api"],
  "apps/web": ["packages/keys", "packages/db", "packages/api", "packages/client", "packages/mcp"],
  examples: ["packages/client"],
  bench: ["packages/keys", "packages/db", "packages/api", "packages/client"],
  scripts: ["packages/keys"],
};

/** What tests and test configurations may import besides. */
export const TESTS: Table = {
  "packages/client": ["packages/db", "packages/testing"],
  "packages/mcp": ["packages/db", "packages/testing"],
  "packages/api": ["packages/testing"],
  "apps/web": ["packages/testing"],
  examples: ["packages/keys", "packages/db", "packages/api", "packages/mcp", "packages/testing"],
};

/** The rooms of packages/api/src. The files beside them compose the rooms. */
export const SERVER: Table = {
  http: ["procedures", "features", "ledger", "identity", "common"],
  features: ["procedures", "ledger", "identity", "common"],
  procedures: ["ledger", "identity", "common"],
  ledger: ["identity", "common"],
  identity: ["common"],
  common: [],
};

/** The features, and the features that they may import. */
export const FEATURES: Table = {
  accounts: [],
  categories: [],
  transfers: [],
  transactions: ["transfers", "accounts", "categories"],
  imports: ["transactions", "transfers", "accounts", "categories"],
  exports: ["transactions", "accounts", "categories"],
  reports: ["transactions", "accounts", "categories"],
  changes: ["transactions", "transfers", "accounts", "categories", "imports"],
  operations: [],
  demo: ["operations"],
  "integration-keys": [],
  profile: ["integration-keys"],
  me: ["integration-keys"],
  admin: ["profile", "integration-keys"],
};

/** The rooms of apps/web/src. */
export const WEB: Table = {
  server: ["auth", "cli"],
  cli: ["server"],
  app: ["server", "trpc", "ledger", "secrets", "ui", "auth"],
  ledger: ["trpc", "ui"],
  secrets: ["trpc", "ui"],
  trpc: ["server", "auth"],
  auth: ["server"],
  ui: [],
};

/** Packages from outside, and the folders or files that alone may import them. */
export const MODULES: readonly { modules: RegExp; may: readonly RegExp[]; why: string }[] = [
  {
    modules: /^@trpc\/server(\/|$)/,
    may: [
      /^packages\/api\/src\/(http|procedures|common\/errors)\//,
      /^packages\/api\/src\/(root|features\/[^/]+\/router)\.ts$/,
      /^packages\/(api\/src\/test|testing)\/|^packages\/api\/.*\.test\.ts$/,
      /^bench\//,
    ],
    why: "tRPC's server is for http/, procedures/, routers and common/errors/ of packages/api",
  },
  {
    modules: /^(@prisma\/.*|pg|@electric-sql\/.*|pglite-prisma-adapter)(\/|$)/,
    may: [/^packages\/db\//, /^bench\//],
    why: "only packages/db speaks to Prisma and its drivers; use @pfn/db",
  },
  {
    modules: /^(next|next-auth|@auth\/.*|react|react-dom|@mantine\/.*)(\/|$)/,
    may: [/^apps\/web\//],
    why: "the web framework stays in apps/web",
  },
];
