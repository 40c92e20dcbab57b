/** A question in front of the page. Where it opens and closes, a double click hits nothing else. */
import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { guardClicks } from "./click-guard";

/** The head of a dialog would be a second one of the whole page. */
export const NO_BANNER = { header: { role: "presentation" } };

export interface DialogProps extends Omit<ModalProps, "opened"> {
  readonly opened: boolean;
  /** While something is under way it is not closed by a slip. */
  readonly busy?: boolean;
}

export function Dialog({ opened, busy = false, children, ...rest }: DialogProps) {
  const t = useTranslations("common");
  const wasOpen = useRef(false);
  useEffect(() => {
    if (opened !== wasOpen.current) guardClicks();
    wasOpen.current = opened;
    return () => {
      if (wasOpen.current) guardClicks();
    };
  }, [opened]);
  return (
    <Modal
      opened={opened}
      centered
      closeOnClickOutside={false}
      closeOnEscape={!busy}
      withCloseButton={!busy}
      closeButtonProps={{ "aria-label": t("close") }}
      overlayProps={{ backgroundOpacity: 0.4 }}
      transitionProps={{ duration: 120 }}
      attributes={NO_BANNER}
      {...rest}
    >
      {children}
    </Modal>
  );
}
