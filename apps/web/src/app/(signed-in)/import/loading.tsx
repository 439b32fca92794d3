import { PageSkeleton } from "#ui/page-skeleton.tsx";

/** The outline of the page while it loads. */
export default function Loading() {
  return <PageSkeleton panelHeight={300} />;
}
