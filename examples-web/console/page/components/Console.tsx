import { MantineThemeProvider } from "@mantine/core";
import { RouterProvider } from "@tanstack/react-router";
import { consoleTheme } from "../console-theme";
import { router } from "../routes/router";
import { Toasts } from "./Toasts";

/** What is behind the sign-in: the page's larger part, in a chunk of its own. */
export function Console() {
  return (
    <MantineThemeProvider theme={consoleTheme}>
      <RouterProvider router={router} />
      <Toasts />
    </MantineThemeProvider>
  );
}
