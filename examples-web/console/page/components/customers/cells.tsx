/** What stands in the cells of the index. Each control is a stop of the arrow keys: `data-cell`. */
import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Customer } from "reportei-customers";
import { useTranslations } from "use-intl";
import type { Row } from "../../logic/states";
import type { View } from "../../logic/view";
import { Name } from "../Name";
import { Day } from "../Time";
import classes from "./CustomerTable.module.css";
import { RowMenu } from "./RowMenu";

export interface Selectable {
  readonly original: Row;
  getIsSelected(): boolean;
  toggleSelected(selected?: boolean): void;
}

export function SelectCell({ row }: { readonly row: Selectable }) {
  const t = useTranslations("customers");
  return (
    <Checkbox
      size="sm"
      data-cell
      aria-label={t("select", { name: row.original.customer.name.slice(0, 80) })}
      checked={row.getIsSelected()}
      onChange={(event) => row.toggleSelected(event.currentTarget.checked)}
    />
  );
}

export function NameCell({ customer }: { readonly customer: Customer }) {
  return (
    <Link
      data-cell
      className={classes.link}
      to="/customers/$uuid"
      params={{ uuid: customer.uuid }}
      search={(before) => before as View}
      resetScroll={false}
    >
      <Name>{customer.name}</Name>
    </Link>
  );
}

export function EndsCell({ row: { customer } }: { readonly row: Row }) {
  const t = useTranslations("customers");
  if (customer.trial_ends_at === null) return <span className={classes.none}>{t("noTrial")}</span>;
  return (
    <>
      <span className={classes.caption}>{t("columns.ends")} </span>
      <Day value={customer.trial_ends_at} />
    </>
  );
}

export function CreatedCell({ row: { customer } }: { readonly row: Row }) {
  const t = useTranslations("customers");
  return (
    <>
      <span className={classes.caption}>{t("columns.created")} </span>
      <Day value={customer.created_at} />
    </>
  );
}

export function MenuCell({ customer }: { readonly customer: Customer }) {
  return <RowMenu customer={customer} />;
}
