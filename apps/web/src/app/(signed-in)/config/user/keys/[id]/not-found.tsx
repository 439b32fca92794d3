import { ButtonLink } from "#ui/links.tsx";
import { PageHeader } from "#ui/page-header.tsx";

const REMEDY =
  "The address may be mistyped. Keys never disappear from your list, not even revoked ones.";

/** An address that leads to no key of the person's. */
export default function KeyNotFound() {
  return (
    <>
      <PageHeader title="There is no such key" description={REMEDY} />
      <ButtonLink href="/config/user">Go to your keys</ButtonLink>
    </>
  );
}
