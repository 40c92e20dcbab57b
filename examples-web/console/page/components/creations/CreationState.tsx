import { Badge } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Creation } from "../../../shared/api";

const COLORS = {
  running: "blue",
  stopping: "blue",
  done: "teal",
  stopped: "gray",
  interrupted: "orange",
} as const;

export function CreationState({ creation: { state } }: { readonly creation: Creation }) {
  const t = useTranslations("creations");
  return (
    <Badge
      variant="light"
      radius="sm"
      tt="none"
      color={COLORS[state]}
      className="status-badge"
      data-state={state}
    >
      {t(`states.${state}`)}
    </Badge>
  );
}
