import { createDb } from "../create-db";

// A process for tests. It opens the directory named on the command line and adds users until it is
// ended. It prints the number of each user that the database has acknowledged. When it cannot open
// the directory, it prints the reason to stderr.

const [dataDir = ""] = process.argv.slice(2);
try {
  const db = await createDb({ dataDir });
  await db.migrate();
  for (let number = 1; ; number++) {
    await db.client.user.create({
      data: { email: `person-${number}@example.org`, name: "P", passwordHash: "x" },
    });
    process.stdout.write(`${number}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : error}\n`);
  process.exitCode = 1;
}
