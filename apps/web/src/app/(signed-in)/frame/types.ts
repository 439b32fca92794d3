/** Whom the header names. */
export interface Person {
  name: string;
  email: string;
  role: "admin" | "member";
}
