import { ActionIcon, Menu } from "@mantine/core";
import { Ellipsis, Pencil, Trash2, Wallet } from "lucide-react";
import type { Customer } from "reportei-customers";
import { useTranslations } from "use-intl";
import { useCustomerActions } from "./CustomerActions";

export function RowMenu({ customer }: { readonly customer: Customer }) {
  const t = useTranslations("actions");
  const act = useCustomerActions();
  return (
    <Menu position="bottom-end" withinPortal returnFocus>
      <Menu.Target>
        <ActionIcon
          data-cell
          data-menu-of={customer.uuid}
          size="lg"
          aria-label={t("menu", { name: customer.name.slice(0, 80) })}
        >
          <Ellipsis size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
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
