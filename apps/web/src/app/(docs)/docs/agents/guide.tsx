import Link from "next/link";
import { notFound } from "next/navigation";
import type { GuidePage } from "#server/guide/read-guide.ts";
import { webSettings } from "#server/slots.ts";
import { Prose } from "#ui/prose.tsx";
import styles from "./agents.module.css";

/** One page of the guide, with the list of all pages beside it or above it. */
export function Guide({ path }: { path: string }) {
  const pages = webSettings().guide;
  const at = pages.findIndex((page) => page.path === path);
  const page = pages[at];
  if (page === undefined) notFound();
  return (
    <div className={styles["page"]}>
      <nav aria-label="Guide for agents" className={styles["contents"]}>
        <ul>
          {pages.map(({ path: href, title }) => (
            <li key={href}>
              <Link href={href} aria-current={href === path ? "page" : undefined}>
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <article className={styles["text"]}>
        <Prose markdown={page.markdown} />
        <Neighbours previous={pages[at - 1]} next={pages[at + 1]} />
      </article>
    </div>
  );
}

interface NeighboursProps {
  previous: GuidePage | undefined;
  next: GuidePage | undefined;
}

function Neighbours({ previous, next }: NeighboursProps) {
  return (
    <nav aria-label="Previous and next page" className={styles["neighbours"]}>
      {previous && (
        <Link href={previous.path} rel="prev">
          Previous: {previous.title}
        </Link>
      )}
      {next && (
        <Link href={next.path} rel="next">
          Next: {next.title}
        </Link>
      )}
    </nav>
  );
}
