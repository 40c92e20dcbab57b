import { Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import { Waiting } from "./Waiting";

export interface DialogButtonsProps {
  readonly label: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly pending: boolean;
  /** Calls off what is under way. */
  readonly onCancel: () => void;
  readonly onClose: () => void;
  /** Left out where the button submits a form. */
  readonly onConfirm?: () => void;
}

export function DialogButtons(props: DialogButtonsProps) {
  const { label, danger = false, disabled = false, pending, onCancel, onClose, onConfirm } = props;
  const t = useTranslations("common");
  return (
    <>
      <Waiting active={pending} />
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={pending ? onCancel : onClose}>
          {t(pending ? "stopWaiting" : "cancel")}
        </Button>
        <Button
          type={onConfirm ? "button" : "submit"}
          {...(danger && { color: "red.8" })}
          disabled={disabled}
          loading={pending}
          {...(onConfirm && { onClick: onConfirm, "data-autofocus": true })}
        >
          {label}
        </Button>
      </Group>
    </>
  );
}
