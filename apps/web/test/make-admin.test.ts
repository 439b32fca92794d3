import { expect, it } from "vitest";
import { inDatabase, listEngines } from "./engines";
import { readShownCommand } from "./read-shown-command";
import { runPfn } from "./run-pfn";
import { startPfn } from "./start-pfn";
import { ADA, createVisitor } from "./visitor";

it.each(listEngines())(
  "the guide's command makes a suspended person an administrator again, on %s",
  async (_, newDatabase) => {
    const settings = await newDatabase();
    const pfn = await startPfn(settings);
    await createVisitor(pfn.url).mutate("profile.signUp", ADA);
    pfn.child.kill("SIGTERM");
    await pfn.ended;
    await inDatabase(settings, (db) =>
      db.user.updateMany({ data: { role: "member", status: "suspended" } }),
    );

    const made = await runPfn(readShownCommand("make-admin"), settings);
    expect(made).toMatchObject({
      status: 0,
      stderr: "",
      stdout: expect.stringContaining("is an administrator"),
    });

    const person = await inDatabase(settings, (db) => db.user.findFirstOrThrow());
    expect(person).toMatchObject({ email: ADA.email, role: "admin", status: "active" });
    await pfn.remove();
  },
);
