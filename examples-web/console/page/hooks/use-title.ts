import { useEffect } from "react";
import { useTranslations } from "use-intl";

export function usePageTitle(title: string): void {
  const t = useTranslations("app");
  const whole = t("title", { page: title });
  useEffect(() => {
    document.title = whole;
  }, [whole]);
}
