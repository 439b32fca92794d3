import { PageSkeleton } from "#ui/page-skeleton.tsx";

/** The outline of the categories while on the way. */
export default function Loading() {
  return <PageSkeleton panelHeight={360} />;
}
