import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Notification,
} from "@mantine/core";

/** Our green, from tint to ink. */
const pine: MantineColorsTuple = [
  "#eef6f2",
  "#dbeae2",
  "#b4d5c5",
  "#8abfa5",
  "#67ad8a",
  "#4c9a75",
  "#37835f",
  "#22694a",
  "#17533a",
  "#0d3c29",
];

/** Greys of the dark scheme, with a trace of the same green. */
const dark: MantineColorsTuple = [
  "#d3dad7",
  "#b6c0bc",
  "#95a19c",
  "#6b7773",
  "#3a4441",
  "#2e3634",
  "#242b29",
  "#1a201e",
  "#141918",
  "#0f1312",
];

const systemFont =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", ' +
  '"Liberation Sans", Arial, sans-serif';

/** Mantine's theme for every page. */
export const theme = createTheme({
  colors: { pine, dark },
  primaryColor: "pine",
  primaryShade: { light: 7, dark: 6 },
  fontFamily: systemFont,
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontFamily: systemFont, fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // Notifications come up on every page; by themselves their button has no name and their text
    // too little contrast.
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { "aria-label": "Dismiss" } },
      styles: { description: { color: "var(--mantine-color-dimmed)" } },
    }),
  },
});

/**
 * Mantine's own secondary text, placeholders and errors are too pale to read (WCAG 2.2 AA: 4.5 to
 * 1).
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--pfn-canvas": "#f6f5f1",
    "--pfn-line": "#e3e2db",
    "--mantine-color-text": "#1b2421",
    "--mantine-color-dimmed": "#5b6662",
    "--mantine-color-placeholder": "#6c7772",
    "--mantine-color-error": "#b42318",
    "--mantine-color-anchor": "var(--mantine-color-pine-7)",
  },
  dark: {
    "--pfn-canvas": "#141918",
    "--pfn-line": "#2e3634",
    "--mantine-color-text": "#e3e9e6",
    "--mantine-color-dimmed": "#9caaa4",
    "--mantine-color-placeholder": "#8d9a95",
    "--mantine-color-error": "#ff9a8f",
    "--mantine-color-anchor": "var(--mantine-color-pine-3)",
    "--mantine-color-pine-light": "rgb(103 173 138 / 16%)",
    "--mantine-color-pine-light-hover": "rgb(103 173 138 / 22%)",
  },
});
