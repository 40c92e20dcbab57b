import { Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Problem } from "../logic/problems";
import { SendButton } from "./SendButton";
import { Waiting } from "./Waiting";

export interface DialogButtonsProps {
  readonly label: string;
  readonly danger?: boolean;
  readonly pending: boolean;
  /** What came of the last try. */
  readonly problem?: Problem | undefined;
  /** Calls off what is under way. */
  readonly onCancel: () => void;
  readonly onClose: () => void;
  /** Left out where the button submits a form. */
  readonly onConfirm?: () => void;
}

export function DialogButtons(props: DialogButtonsProps) {
  const { label, danger = false, pending, problem, onCancel, onClose, onConfirm } = props;
  const t = useTranslations("common");
  return (
    <>
      <Waiting active={pending} />
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={pending ? onCancel : onClose}>
          {t(pending ? "stopWaiting" : "cancel")}
        </Button>
        <SendButton
          problem={problem}
          {...(danger && { color: "red.8" })}
          loading={pending}
          {...(onConfirm && { onClick: onConfirm, "data-autofocus": true })}
        >
          {label}
        </SendButton>
      </Group>
    </>
  );
}
