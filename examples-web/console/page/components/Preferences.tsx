/** What a person chooses for this browser: the language and the colour scheme. */
import { ActionIcon, Group, Menu, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { Languages, Monitor, Moon, Sun } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { LOCALES, useSetLanguage, type Locale } from "../i18n/locale";

const NAMES: Readonly<Record<Locale, string>> = { "pt-BR": "Português", en: "English" };
const SCHEMES = [
  ["light", Sun],
  ["dark", Moon],
  ["auto", Monitor],
] as const;

export function LanguageSwitch() {
  const t = useTranslations("preferences");
  const setLanguage = useSetLanguage();
  return (
    <SegmentedControl
      aria-label={t("language")}
      size="xs"
      value={useLocale()}
      onChange={(value) => setLanguage(value as Locale)}
      data={LOCALES.map((value) => ({ value, label: NAMES[value] }))}
    />
  );
}

export function Preferences() {
  const t = useTranslations("preferences");
  const locale = useLocale();
  const setLanguage = useSetLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Current = SCHEMES.find(([name]) => name === colorScheme)?.[1] ?? Monitor;
  return (
    <Group gap={4} wrap="nowrap">
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="lg" aria-label={t("language")}>
            <Languages size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup value={locale} onChange={(value) => setLanguage(value as Locale)}>
            {LOCALES.map((value) => (
              <Menu.RadioItem key={value} value={value} lang={value}>
                {NAMES[value]}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="lg" aria-label={t("scheme")}>
            <Current size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup
            value={colorScheme}
            onChange={(value) => setColorScheme(value as typeof colorScheme)}
          >
            {SCHEMES.map(([value, Icon]) => (
              <Menu.RadioItem key={value} value={value}>
                <Group gap="xs" wrap="nowrap">
                  <Icon size={16} aria-hidden="true" /> {t(value)}
                </Group>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
