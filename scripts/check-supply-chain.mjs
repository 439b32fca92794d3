import { fileURLToPath } from "node:url";
import { audit } from "./supply-chain/audit.mjs";
import { findProblems } from "./supply-chain/find-problems.mjs";
import { judgeAdvisories } from "./supply-chain/judge-advisories.mjs";
import { readSupplyChain } from "./supply-chain/read-supply-chain.mjs";

// `pnpm check:supply-chain`: whose code comes in, judged by the files and by the registry's
// advisories (docs/security.md, C1 and C2).

const root = fileURLToPath(new URL("..", import.meta.url));
const chain = readSupplyChain(root);
const { advisories, unreachable } = await audit(root);
const problems = [...findProblems(chain), ...judgeAdvisories(advisories, { now: new Date() })];

for (const problem of problems) console.error(problem);
console.log(
  `${Object.keys(chain.lockfile.packages).length} locked packages looked at, ` +
    `${problems.length} problems.`,
);
console.log(
  unreachable
    ? `The registry's advisories could NOT be asked (${unreachable}); the floors in ` +
        "scripts/supply-chain/floors.mjs decided alone."
    : `The registry knows ${advisories.length} advisories of any severity against these versions.`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
