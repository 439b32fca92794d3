import type { Metadata } from "next";
import { webSettings } from "#server/slots.ts";
import { Guide } from "../guide";

type Props = PageProps<"/docs/agents/[page]">;

const pathOf = async ({ params }: Props) => `/docs/agents/${(await params).page}`;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const path = await pathOf(props);
  const page = webSettings().guide.find((one) => one.path === path);
  return page === undefined ? {} : { title: `${page.title} · Guide for agents` };
}

/** A further page of the guide. */
export default async function AgentsGuideFurtherPage(props: Props) {
  return <Guide path={await pathOf(props)} />;
}
