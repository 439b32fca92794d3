// Who may import whom. What stands in no list may not be imported.

export type Table = Readonly<Record<string, readonly string[]>>;

/** Packages, and the packages that they may import. */
export const PACKAGES: Table = {
  "packages/keys": [],
  "packages/db": [],
  "packages/api": ["packages/keys", "packages/db"],
  "packages/testing": ["packages/keys", "packages/db", "packages/api"],
  "packages/client": ["packages/keys", "packages/api"],
  "packages/mcp": ["packages/keys", "packages/api"],
  "apps/web": [
    ...["packages/keys", "packages/db", "packages/api", "packages/client", "packages/mcp"],
    // It refuses a Node that is too old before it loads anything else.
    "scripts",
  ],
  examples: ["packages/client"],
  bench: ["packages/keys", "packages/db", "packages/api", "packages/testing", "apps/web"],
  // Starting the product means to load what apps/web was built to.
  scripts: ["packages/keys", "apps/web"],
};

/** What their tests, and the configurations of those, may import besides. */
export const TESTS: Table = {
  "packages/api": ["packages/testing"],
  "packages/client": ["packages/db", "packages/testing"],
  "packages/mcp": ["packages/db", "packages/testing"],
  "apps/web": ["packages/testing"],
  examples: ["packages/keys", "packages/db", "packages/api", "packages/mcp", "packages/testing"],
};

const BELOW_FEATURES = ["procedures", "ledger", "identity", "common"];

/** The rooms of packages/api/src, from the top. The files beside them compose the rooms. */
export const SERVER: Table = {
  http: ["root.ts", "features", ...BELOW_FEATURES],
  "root.ts": ["features", ...BELOW_FEATURES],
  features: BELOW_FEATURES,
  procedures: ["ledger", "identity", "common"],
  ledger: ["identity", "common"],
  identity: ["common"],
  common: [],
};

const BOOKS = ["transactions", "transfers", "accounts", "categories"];

/** The features, and the features that they may import. */
export const FEATURES: Table = {
  admin: ["profile", "integration-keys"],
  profile: ["integration-keys", "demo"],
  "integration-keys": ["demo"],
  me: [],
  demo: ["operations", ...BOOKS],
  imports: BOOKS,
  exports: ["imports", ...BOOKS],
  reports: BOOKS,
  changes: BOOKS,
  operations: [],
  transactions: ["transfers", "accounts", "categories"],
  transfers: ["accounts"],
  categories: [],
  accounts: [],
};

/** The rooms of apps/web/src, from the top. */
export const WEB: Table = {
  server: ["auth", "slots", "ui"],
  cli: ["server", "slots", "ui"],
  app: ["ledger", "secrets", "trpc", "auth", "slots", "ui"],
  ledger: ["trpc", "ui"],
  secrets: ["trpc", "ui"],
  trpc: ["slots"],
  auth: ["slots"],
  slots: [],
  ui: [],
};

interface Restricted {
  modules: RegExp;
  /** The folders and files that alone may import them. */
  may: readonly RegExp[];
  why: string;
}

/** Packages of others that belong in one place. */
export const MODULES: readonly Restricted[] = [
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
