import { createTheme, Menu, Select, Tooltip } from "@mantine/core";

/** Where menus and tooltips stand in the document: within the page's main content. */
const LAYER = { target: "#layer" };

/** What the components that only the console has are like. The sign-in page loads none of them. */
export const consoleTheme = createTheme({
  components: {
    Menu: Menu.extend({
      defaultProps: {
        shadow: "md",
        transitionProps: { duration: 0 },
        portalProps: LAYER,
        withInitialFocusPlaceholder: false,
      },
    }),
    Select: Select.extend({ defaultProps: { comboboxProps: { portalProps: LAYER } } }),
    Tooltip: Tooltip.extend({
      defaultProps: { portalProps: LAYER, events: { hover: true, focus: true, touch: true } },
    }),
  },
});
