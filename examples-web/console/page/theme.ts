import {
  ActionIcon,
  Button,
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from "@mantine/core";

const iris: MantineColorsTuple = [
  "#f2f2ff",
  "#e2e3fd",
  "#c3c5f8",
  "#a1a4f3",
  "#8286ee",
  "#6d70ea",
  "#5b5ce2",
  "#4a4ac9",
  "#3f3fae",
  "#343590",
];

/** From the lightest to the darkest: bluish, as the page's own surfaces. */
const dark: MantineColorsTuple = [
  "#d5d9e1",
  "#b9bfcb",
  "#a3aab8",
  "#7c8494",
  "#3a4150",
  "#2e3542",
  "#222833",
  "#1a1e26",
  "#14171d",
  "#0e1116",
];

export const theme = createTheme({
  primaryColor: "iris",
  primaryShade: 6,
  colors: { iris, dark },
  defaultRadius: "md",
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: "650" },
  focusRing: "auto",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray" } }),
    Button: Button.extend({ defaultProps: { size: "sm" } }),
  },
});

/** Greys with at least 4.5 : 1 on the page and on its tinted surfaces, which Mantine's have not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5c6270",
    "--mantine-color-placeholder": "#696f7c",
    "--mantine-color-error": "#c02626",
    "--surface": "#ffffff",
    "--surface-2": "#f7f8fa",
    "--line": "#e4e7ec",
    "--line-strong": "#8b92a1",
    "--text": "#1d2330",
  },
  dark: {
    "--mantine-color-dimmed": "#a3aab8",
    "--mantine-color-placeholder": "#969daa",
    "--mantine-color-error": "#ff9a9a",
    "--mantine-color-body": "#14171d",
    "--mantine-color-text": "#e3e6eb",
    "--surface": "#1a1e26",
    "--surface-2": "#11141a",
    "--line": "#2b313c",
    "--line-strong": "#767e8c",
    "--text": "#e8ebf0",
  },
});
