import { Badge, Group, Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { CustomerState } from "../../logic/states";

const COLORS = { paying: "teal", trial: "blue", expired: "orange", none: "gray" } as const;

export interface StatusProps {
  readonly state: CustomerState;
  readonly daysLeft: number;
}

export function Status({ state, daysLeft }: StatusProps) {
  const t = useTranslations("status");
  return (
    <Group gap={6} wrap="nowrap" component="span">
      <Badge
        color={COLORS[state]}
        variant="light"
        radius="sm"
        tt="none"
        fw={600}
        styles={{ root: { border: "1px solid transparent" }, label: { overflow: "visible" } }}
        className="status-badge"
        data-state={state}
      >
        {t(state)}
      </Badge>
      {state === "trial" && (
        <Text span size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
          {t("daysLeft", { days: daysLeft })}
        </Text>
      )}
    </Group>
  );
}
