import { Button } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { problemOf } from "../logic/problems";
import { ProblemNote } from "./ProblemNote";

/** In the place of what could not be shown: a part that did not load, or a fault of the page. */
export function Crash({ error }: ErrorComponentProps) {
  const t = useTranslations("crash");
  return (
    <ProblemNote
      problem={problemOf(error)}
      title={t("title")}
      actions={
        <Button size="compact-sm" variant="default" onClick={() => location.reload()}>
          {t("reload")}
        </Button>
      }
    />
  );
}
