/** The person whom the header shows. */
export interface Person {
  name: string;
  email: string;
  role: "admin" | "member";
}
