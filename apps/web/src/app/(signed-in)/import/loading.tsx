import { PageSkeleton } from "#ui/page-skeleton.tsx";

/** The outline of the page while on the way. */
export default function Loading() {
  return <PageSkeleton panelHeight={300} />;
}
