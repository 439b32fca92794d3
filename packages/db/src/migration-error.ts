/**
 * The database cannot be migrated, or a migration failed. The message says why and what to do.
 */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}
