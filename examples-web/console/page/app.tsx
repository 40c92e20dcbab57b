import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { createQueryClient } from "./api/queries";
import { Toasts } from "./components/Toasts";
import { LanguageProvider } from "./i18n/locale";
import { cspNonce } from "./nonce";
import { router } from "./routes/router";
import { cssVariables, theme } from "./theme";

export function App() {
  const [client] = useState(createQueryClient);
  return (
    <LanguageProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => cspNonce}
      >
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
        <Toasts />
      </MantineProvider>
    </LanguageProvider>
  );
}
