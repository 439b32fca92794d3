import { ActionIcon, Group, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFileText, IconX } from "@tabler/icons-react";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Notice } from "#ui/notice.tsx";
import { Panel } from "#ui/panel.tsx";
import { readFailure } from "#ui/read-failure.ts";
import { describeFile } from "./describe-file";
import { HowItIsRead } from "./how-it-is-read";
import { OtherLines } from "./other-lines";
import { ProofLine } from "./proof-line";
import { QuestionCard } from "./question-card";
import { TargetList } from "./target-list";
import { type Books, nameOf, type OpenFile, questionOf } from "./targets";
import type { Sitting } from "./use-sitting";
import { Waiting } from "./waiting";

interface FileCardProps {
  file: OpenFile;
  sitting: Sitting;
  books: Books;
}

/** One file: what it is, how it is read, where it goes, and whether its balances agree. */
export function FileCard({ file, sitting, books }: FileCardProps) {
  const { key, answer } = file;
  const isReading = sitting.reading.isReading(key);
  const question = questionOf(file);
  const [isEdited, editor] = useDisclosure();
  const drafts = sitting.drafts.filter((draft) => draft.file.key === key);
  return (
    <section aria-label={file.file.name}>
      <Panel p={{ base: "md", sm: "lg" }}>
        <Stack gap="md" aria-busy={isReading}>
          <FileHeader file={file} sitting={sitting} />
          <FailureAlert
            error={file.error}
            {...(mayHelpToRetry(file.error) && { onRetry: () => sitting.retry(key) })}
          />
          {isReading && (
            <Waiting words="Reading the file and comparing it with its account…" percent={null} />
          )}
          {answer !== null && <TargetList {...{ file, sitting, books, isReading }} />}
          {question !== null && (
            <QuestionCard
              question={question}
              isDisabled={isReading}
              onSettle={(value) =>
                question.field === "part"
                  ? sitting.confirm(key)
                  : sitting.settle(key, { [question.field]: value })
              }
              {...(answer !== null && answer.columns.length > 0 && { onOther: editor.open })}
            />
          )}
          {answer !== null && (
            <>
              <HowItIsRead
                answer={answer}
                content={file.file.content}
                isDisabled={isReading}
                isEdited={isEdited}
                onToggle={editor.toggle}
                onSettle={(fields) => sitting.settle(key, fields)}
              />
              <OtherLines answer={answer} />
            </>
          )}
          {drafts.some(({ found }) => found.sameFileAs !== null) && (
            <Notice>
              This file was already imported into this account. Only missing rows will be added.
            </Notice>
          )}
          {drafts.map((draft) => (
            <ProofLine
              key={draft.found.id}
              draft={draft}
              sitting={sitting}
              name={drafts.length > 1 ? nameOf(draft.target, file.file) : null}
            />
          ))}
        </Stack>
      </Panel>
    </section>
  );
}

/** What a file itself is refused for, it will be refused for again. */
const mayHelpToRetry = (error: unknown): boolean =>
  !["BAD_REQUEST", "PAYLOAD_TOO_LARGE", "CONFLICT"].includes(readFailure(error).code);

function FileHeader({ file, sitting }: Pick<FileCardProps, "file" | "sitting">) {
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap">
      <Group gap="md" align="flex-start" wrap="nowrap" style={{ minWidth: 0 }}>
        <IconFileText size={24} stroke={1.5} aria-hidden="true" style={{ flex: "none" }} />
        <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
          <Title order={2} fz="md">
            <bdi>{file.file.name}</bdi>
          </Title>
          <Text fz="sm" c="dimmed">
            {describeFile(file)}
          </Text>
        </div>
      </Group>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`Put ${file.file.name} aside`}
        disabled={sitting.isCommitting}
        onClick={() => sitting.remove(file.key)}
      >
        <IconX size={20} />
      </ActionIcon>
    </Group>
  );
}
