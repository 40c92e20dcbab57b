/** The page's language: the one that was chosen here, or else the browser's. */
import { createContext, use, useLayoutEffect, useMemo, useState, type ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { en, type Messages } from "../messages/en";
import { ptBR } from "../messages/pt-BR";

export const LOCALES = ["pt-BR", "en"] as const;
export type Locale = (typeof LOCALES)[number];

declare module "use-intl" {
  interface AppConfig {
    Messages: Messages;
    Locale: Locale;
  }
}

const MESSAGES: Readonly<Record<Locale, Messages>> = { en, "pt-BR": ptBR };
const STORAGE_KEY = "console-language";

const LanguageContext = createContext<(locale: Locale) => void>(() => {});

/** Sets the language. */
export const useSetLanguage = () => use(LanguageContext);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [locale, setLocale] = useState(firstLocale);
  const timeZone = useMemo(() => Intl.DateTimeFormat().resolvedOptions().timeZone, []);
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);

  const choose = (chosen: Locale) => {
    setLocale(chosen);
    try {
      localStorage.setItem(STORAGE_KEY, chosen);
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
  };
  return (
    <LanguageContext value={choose}>
      <IntlProvider locale={locale} messages={MESSAGES[locale]} timeZone={timeZone}>
        {children}
      </IntlProvider>
    </LanguageContext>
  );
}

function firstLocale(): Locale {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(STORAGE_KEY);
  } catch {
    // As if nothing had been chosen.
  }
  return localeFor(chosen === null ? navigator.languages : [chosen]);
}

/** The first of the wanted languages that the page has; English where it has none of them. */
function localeFor(wanted: readonly string[]): Locale {
  for (const language of wanted.map((tag) => tag.toLowerCase().split("-")[0])) {
    if (language === "pt") return "pt-BR";
    if (language === "en") return "en";
  }
  return "en";
}
