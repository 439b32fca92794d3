import { DeadEnd } from "#ui/dead-end.tsx";
import { ButtonLink } from "#ui/links.tsx";

/** Every address that leads nowhere, and every object that is not the caller's. */
export default function NotFound() {
  return (
    <DeadEnd
      title="There is nothing here"
      text="The address may be mistyped, or the page has been removed."
    >
      <ButtonLink href="/">Go to the overview</ButtonLink>
    </DeadEnd>
  );
}
