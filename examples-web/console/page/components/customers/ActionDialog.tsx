/** The frame of what is done to one customer, from its row's menu or its details. */
import type { Customer } from "reportei-customers";
import type { ReactNode } from "react";
import { Dialog } from "../Dialog";

export interface ActionDialogState {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Once nothing of it is to be seen any more. */
  readonly onClosed: () => void;
}

/** What the dialog of an action gets. */
export interface ActionDialogProps extends ActionDialogState {
  readonly customer: Customer;
}

export interface ActionFrameProps {
  readonly state: ActionDialogState;
  /** While its request is under way. */
  readonly busy: boolean;
  readonly title: string;
  readonly children: ReactNode;
}

export function ActionDialog({ state, busy, title, children }: ActionFrameProps) {
  const { opened, onClose, onClosed } = state;
  return (
    <Dialog
      opened={opened}
      busy={busy}
      onClose={onClose}
      onExitTransitionEnd={onClosed}
      returnFocus={false}
      title={title}
    >
      {children}
    </Dialog>
  );
}
