/** What can be done to the customer of a row. The table has one such menu, and each row its button. */
import { Menu } from "@mantine/core";
import { Pencil, Trash2, Wallet } from "lucide-react";
import type { Customer } from "reportei-customers";
import { useEffect, useImperativeHandle, type Ref } from "react";
import { useTranslations } from "use-intl";
import { useCustomerActions } from "./CustomerActions";

export interface RowMenuProps {
  readonly customer: Customer;
  /** The row's button: it is there before the menu and after it. */
  readonly button: HTMLElement;
  readonly onClose: () => void;
}

export function RowMenu({ customer, button, onClose }: RowMenuProps) {
  const t = useTranslations("actions");
  const act = useCustomerActions();
  useEffect(() => {
    button.ariaExpanded = "true";
    return () => {
      button.ariaExpanded = "false";
    };
  }, [button]);
  const close = () => {
    button.focus({ preventScroll: true });
    onClose();
  };
  return (
    <Menu opened onClose={close} returnFocus={false} position="bottom-end">
      <Menu.Target>
        <Anchor element={button} />
      </Menu.Target>
      <Menu.Dropdown
        aria-labelledby={undefined}
        aria-label={t("menu", { name: customer.name.slice(0, 80) })}
      >
        <Menu.Item leftSection={<Pencil size={16} />} onClick={() => act("rename", customer)}>
          {t("rename")}
        </Menu.Item>
        <Menu.Item leftSection={<Wallet size={16} />} onClick={() => act("payment", customer)}>
          {t(customer.is_paying ? "markNotPaying" : "markPaying")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="var(--mantine-color-error)"
          leftSection={<Trash2 size={16} />}
          onClick={() => act("delete", customer)}
        >
          {t("delete")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface AnchorProps {
  readonly element: HTMLElement;
  readonly ref?: Ref<HTMLElement>;
}

/** Tells the library where the menu stands: at an element that is not rendered here. */
function Anchor({ element, ref }: AnchorProps) {
  useImperativeHandle(ref, () => element, [element]);
  return null;
}
