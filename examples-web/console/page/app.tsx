import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { createQueryClient } from "./api/queries";
import { Gate } from "./components/Gate";
import { Skeleton } from "./components/Skeleton";
import { LanguageProvider } from "./i18n/locale";
import { cspNonce } from "./nonce";
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
          <Suspense fallback={<Skeleton />}>
            <Gate />
          </Suspense>
        </QueryClientProvider>
      </MantineProvider>
    </LanguageProvider>
  );
}
