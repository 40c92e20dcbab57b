/** What is being waited for, from the third second on, and a way out. */
import { Button, Group, Loader, Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useWaiting } from "../hooks/use-waiting";

export interface WaitingProps {
  readonly active: boolean;
  readonly onCancel?: (() => void) | undefined;
}

export function Waiting({ active, onCancel }: WaitingProps) {
  const t = useTranslations("waiting");
  const waiting = useWaiting(active);
  return (
    <div role="status" aria-atomic="true">
      {waiting && (
        <Group gap="xs" justify="space-between" mt="sm">
          <Group gap="xs">
            <Loader size="xs" aria-hidden="true" />
            <Text size="sm">
              {waiting.retry
                ? t(waiting.retry.kind === "rate_limit" ? "asked" : "retrying", {
                    seconds: waiting.retry.seconds,
                  })
                : t("still", { seconds: waiting.seconds })}
            </Text>
          </Group>
          {onCancel && (
            <Button size="compact-sm" variant="default" onClick={onCancel}>
              {t("cancel")}
            </Button>
          )}
        </Group>
      )}
    </div>
  );
}
