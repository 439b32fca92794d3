import { Badge, Group, Text, Title } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconArrowMerge, IconPencil } from "@tabler/icons-react";
import { showFailure, useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { ActionMenu } from "#ui/action-menu.tsx";
import lines from "#ui/lines.module.css";
import { Panel } from "#ui/panel.tsx";
import { type Category, inOrder, KINDS, type Kind } from "./category";
import styles from "./category-panel.module.css";

const EXAMPLES: Readonly<Record<Kind, string>> = { expense: "Groceries", income: "Salary" };

interface CategoryActions {
  onEdit: (category: Category) => void;
  onMerge: (category: Category) => void;
}

interface CategoryPanelProps extends CategoryActions {
  kind: Kind;
  all: readonly Category[];
}

/** The categories of one kind, with children below their parents. */
export function CategoryPanel({ kind, all, ...actions }: CategoryPanelProps) {
  const shown = inOrder(all, kind);
  return (
    <section aria-labelledby={`${kind}-title`}>
      <Panel p="lg">
        <Title order={2} id={`${kind}-title`} fz="lg" mb="sm">
          {KINDS[kind]}
        </Title>
        {shown.length === 0 ? (
          <Text fz="sm" c="dimmed" py="md">
            None yet. Add one, such as “{EXAMPLES[kind]}”.
          </Text>
        ) : (
          <ul className={lines["list"]}>
            {shown.map((category) => (
              <CategoryLine key={category.id} category={category} {...actions} />
            ))}
          </ul>
        )}
      </Panel>
    </section>
  );
}

function CategoryLine({ category, onEdit, onMerge }: CategoryActions & { category: Category }) {
  const { id, version, name, parentId, isArchived } = category;
  const { archive, unarchive } = useArchiving();
  const actions = [
    { label: "Edit…", icon: IconPencil, onClick: () => onEdit(category) },
    { label: "Merge into another…", icon: IconArrowMerge, onClick: () => onMerge(category) },
    isArchived
      ? {
          label: "Unarchive",
          icon: IconArchiveOff,
          onClick: () => unarchive.mutate({ id, version }),
        }
      : { label: "Archive", icon: IconArchive, onClick: () => archive.mutate({ id, version }) },
  ];
  return (
    <li className={`${lines["row"]} ${styles["row"]}`} data-child={parentId !== null || undefined}>
      <Group gap="xs" miw={0} flex={1}>
        <Text
          fz="sm"
          fw={parentId === null ? 600 : 400}
          className={styles["name"]}
          c={isArchived ? "dimmed" : ""}
        >
          <bdi>{name}</bdi>
        </Text>
        {isArchived && (
          <Badge size="sm" variant="default" tt="none">
            Archived
          </Badge>
        )}
      </Group>
      <ActionMenu label={`Actions for ${name}`} actions={actions} />
    </li>
  );
}

function useArchiving() {
  const tell = useUndoToast();
  const archive = trpc.categories.archive.useMutation({
    onSuccess: (answer) => {
      tell("Category archived. Its transactions keep it.", answer);
    },
    onError: showFailure("The category was not archived"),
  });
  const unarchive = trpc.categories.unarchive.useMutation({
    onSuccess: (answer) => {
      tell("Category unarchived.", answer);
    },
    onError: showFailure("The category was not unarchived"),
  });
  return { archive, unarchive };
}
