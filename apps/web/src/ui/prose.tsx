import { Box, Typography } from "@mantine/core";
import Markdown, { type Components } from "react-markdown";
import rehypeSlug from "rehype-slug";
import remarkGfm from "remark-gfm";
import { CodeBlock } from "./code-block";
import styles from "./prose.module.css";

/**
 * A Markdown text that pfn wrote, such as the guide for agents. HTML in it is shown as text, and
 * links lead nowhere but to the web. Never for texts that people or banks wrote (A10).
 */
export function Prose({ markdown }: { markdown: string }) {
  return (
    <Typography className={styles["prose"] ?? ""}>
      <Markdown remarkPlugins={[remarkGfm]} rehypePlugins={[rehypeSlug]} components={COMPONENTS}>
        {markdown}
      </Markdown>
    </Typography>
  );
}

/** The first line of a block of code, short enough to be read out. */
const labelOf = (text: string): string => text.split("\n", 1)[0]?.slice(0, 80) ?? "";

const COMPONENTS: Components = {
  // A fenced block is a `pre` around a `code` with a single text.
  pre: ({ node }) => {
    const [code] = node?.children ?? [];
    const [content] = code?.type === "element" ? code.children : [];
    const text = content?.type === "text" ? content.value.trimEnd() : "";
    return <CodeBlock text={text} label={labelOf(text)} />;
  },
  table: ({ children }) => (
    // Reachable by keyboard, because it scrolls on a phone.
    <Box className={styles["table"] ?? ""} tabIndex={0} role="group" aria-label="Table">
      <table>{children}</table>
    </Box>
  ),
};
