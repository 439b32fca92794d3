/**
 * What to do about a data directory that this process cannot write: the end of a refusal. A folder
 * that is mounted into a container often belongs to somebody else.
 */
export function makeWritable(): string {
  const [user, group] = [process.getuid?.(), process.getgid?.()];
  const how =
    user === undefined
      ? ""
      : ` for user ${user} (\`chown ${user}:${group}\`, or a named volume for a container)`;
  return `make the folder writable${how}, or choose another with PFN_DATA_DIR.`;
}
