import { createDb } from "../create-db";

// A process of its own for the tests: opens the directory named on the command line and adds people
// to it for as long as it lives, printing the number of each one that the database has
// acknowledged. What keeps it from opening the directory goes to stderr.

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
