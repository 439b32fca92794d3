import type { World } from "./world";

type Fields = Readonly<Record<string, unknown>>;

/** How the suite calls one procedure. */
export interface ConformanceCase {
  /** Status of the valid call; 200 unless set. */
  status?: number;
  input: (world: World) => Fields;
  /**
   * The same call naming somebody else's objects, with the status that it gets: 404, or 200 for
   * filters, which then find nothing. Null: the procedure takes no ids.
   */
  foreign: { input: (world: World, stranger: World) => Fields; status: 404 | 200 } | null;
}
