import { useTranslations } from "use-intl";
import type { Creation } from "../../../shared/api";
import { StatusBadge } from "../StatusBadge";

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
    <StatusBadge color={COLORS[state]} state={state}>
      {t(`states.${state}`)}
    </StatusBadge>
  );
}
