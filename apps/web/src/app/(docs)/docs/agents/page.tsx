import type { Metadata } from "next";
import { Guide } from "./guide";

export const metadata: Metadata = { title: "Guide for agents" };

/** The first page of the guide for agents and those who build them. */
export default function AgentsGuidePage() {
  return <Guide path="/docs/agents" />;
}
