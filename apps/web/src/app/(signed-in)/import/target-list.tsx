import { Button, Group, Text } from "@mantine/core";
import { count } from "#ui/count.ts";
import { DataCell, DataRow, DataTable } from "#ui/data-table.tsx";
import { DestinationChoice } from "./destination-choice";
import { ProofCells } from "./proof-cells";
import styles from "./target-list.module.css";
import type { Books, OpenFile } from "./targets";
import type { Sitting } from "./use-sitting";

interface TargetListProps {
  file: OpenFile;
  sitting: Sitting;
  books: Books;
  isReading: boolean;
}

const COLUMNS = [
  { title: "In the file" },
  { title: "Becomes", width: 260 },
  { title: "Rows", align: "right", width: 72 },
  { title: "The file says", align: "right", width: 130 },
  { title: "pfn will have", align: "right", width: 130 },
  { title: "Proof", width: 170 },
] as const;

/** The accounts of a file, and the accounts of the ledger that they become. */
export function TargetList({ file, sitting, books, isReading }: TargetListProps) {
  const { key, targets } = file;
  const named = targets.filter(({ part }) => part !== null);
  const added = targets.filter(({ goesTo }) => goesTo.kind === "new").length;
  const open = targets.filter(({ goesTo }) => goesTo.kind === "open").length;
  const choice = (at: number) => (
    <DestinationChoice {...{ file, at, books, isReading }} onChange={sitting.send} />
  );
  return (
    <>
      {named.length > 0 ? (
        <div className={styles["frame"]}>
          <DataTable label="Accounts of the file" columns={COLUMNS} rowClass={styles["row"]}>
            {targets.map((target, at) => (
              <DataRow key={target.part?.part ?? 0}>
                <DataCell area="name">
                  <Text fz="sm" fw={550} className={styles["text"] ?? ""}>
                    <bdi>{target.part?.ref ?? "Without a name"}</bdi>{" "}
                    <Text span fz="sm" fw={400} c="dimmed">
                      {target.part?.currency}
                    </Text>
                  </Text>
                </DataCell>
                <DataCell area="choice">{choice(at)}</DataCell>
                <ProofCells target={target} sitting={sitting} />
              </DataRow>
            ))}
          </DataTable>
        </div>
      ) : (
        targets.length > 0 && choice(0)
      )}
      {open > 0 && (
        <Text fz="sm" role="status">
          Choose the account that the file goes into.
        </Text>
      )}
      {added > 0 && open === 0 && (
        <Group>
          <Button
            loading={isReading}
            disabled={sitting.isCommitting}
            onClick={() => sitting.reading.addAccounts(key)}
          >
            Add and read {count(added, "account")}
          </Button>
        </Group>
      )}
    </>
  );
}
