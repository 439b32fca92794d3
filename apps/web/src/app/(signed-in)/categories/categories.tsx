"use client";

import { Button, SimpleGrid } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { trpc } from "#trpc/client.tsx";
import { fromSeed, type Seed } from "#trpc/seed.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { PageHeader } from "#ui/page-header.tsx";
import type { Category } from "./category";
import { CategoryDialog } from "./category-dialog";
import { CategoryPanel } from "./category-panel";
import { MergeCategoryDialog } from "./merge-category-dialog";

/** All categories by kind: added, renamed, moved, archived, merged. */
export function Categories({ initial }: { initial: Seed<RouterOutputs["categories"]["list"]> }) {
  const categories = trpc.categories.list.useQuery(undefined, fromSeed(initial));
  const [edited, setEdited] = useState<Category | "new" | null>(null);
  const [merged, setMerged] = useState<Category | null>(null);
  const all = categories.data.items;
  return (
    <>
      <PageHeader
        title="Categories"
        description="What you spend money on, and where it comes from."
      >
        <Button leftSection={<IconPlus size={18} stroke={1.75} />} onClick={() => setEdited("new")}>
          Add category
        </Button>
      </PageHeader>
      <FailureAlert error={categories.error} onRetry={() => void categories.refetch()} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: "start" }}>
        {(["expense", "income"] as const).map((kind) => (
          <CategoryPanel key={kind} kind={kind} all={all} onEdit={setEdited} onMerge={setMerged} />
        ))}
      </SimpleGrid>
      <CategoryDialog category={edited} all={all} onClose={() => setEdited(null)} />
      <MergeCategoryDialog category={merged} all={all} onClose={() => setMerged(null)} />
    </>
  );
}
