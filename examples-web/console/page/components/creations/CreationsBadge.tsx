import { Badge, VisuallyHidden } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useCreationCounts } from "../../hooks/use-creations";

/** Beside the way to the creations: how many run, or wait for a person. */
export function CreationsBadge() {
  const t = useTranslations("creations");
  const { running, undecided } = useCreationCounts();
  const count = undecided || running;
  if (count === 0) return null;
  return (
    <Badge size="sm" circle={count < 10} color={undecided ? "orange.9" : "iris"} ms="auto">
      <span aria-hidden="true">{count}</span>
      <VisuallyHidden>
        {undecided ? t("undecidedCount", { count }) : t("runningCount", { count })}
      </VisuallyHidden>
    </Badge>
  );
}
