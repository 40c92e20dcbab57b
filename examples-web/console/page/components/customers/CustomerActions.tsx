/** What can be done to one customer, from its row's menu and from its details alike. */
import type { Customer } from "reportei-customers";
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from "react";
import type { Row } from "../../logic/states";
import { returnFocus } from "../focus";
import { DeleteDialog } from "./DeleteDialog";
import { PaymentDialog } from "./PaymentDialog";
import { RenameDialog } from "./RenameDialog";

export type CustomerAction = "rename" | "payment" | "delete";
type Act = (action: CustomerAction, customer: Customer) => void;

const ActionsContext = createContext<Act>(() => {});

/** Opens the dialog of an action. */
export const useCustomerActions = () => use(ActionsContext);

export interface CustomerActionsProps {
  readonly rows: readonly Row[];
  readonly children: ReactNode;
}

export function CustomerActions({ rows, children }: CustomerActionsProps) {
  const [current, setCurrent] = useState<{ action: CustomerAction; customer: Customer }>();
  const [opened, setOpened] = useState(false);
  const opener = useRef<Element | null>(null);
  const act = useCallback<Act>((action, customer) => {
    const { activeElement } = document;
    // The menu's entry will not be there any more when the dialog closes; the menu's button will.
    opener.current = activeElement?.closest("[role=menu]")
      ? document.querySelector(`[data-menu-of="${CSS.escape(customer.uuid)}"]`)
      : activeElement;
    setCurrent({ action, customer });
    setOpened(true);
  }, []);
  const names = useMemo(() => rows.map(({ customer }) => customer.name), [rows]);
  const dialog = {
    opened,
    onClose: () => setOpened(false),
    onClosed: () => {
      setCurrent(undefined);
      returnFocus(opener.current);
    },
  };
  return (
    <ActionsContext value={act}>
      {children}
      {current?.action === "rename" && (
        <RenameDialog {...dialog} customer={current.customer} names={names} />
      )}
      {current?.action === "payment" && <PaymentDialog {...dialog} customer={current.customer} />}
      {current?.action === "delete" && <DeleteDialog {...dialog} customer={current.customer} />}
    </ActionsContext>
  );
}
