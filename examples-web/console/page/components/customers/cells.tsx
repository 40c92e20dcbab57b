/**
 * What stands in the cells of the index. Each control is a stop of the arrow keys: `data-cell`. They
 * are plain elements, as a page has hundreds of them; the table does what they are for.
 */
import { Ellipsis } from "lucide-react";
import type { Customer } from "reportei-customers";
import { useTranslations } from "use-intl";
import type { Row } from "../../logic/states";
import { Name } from "../Name";
import { Day } from "../Time";
import classes from "./CustomerTable.module.css";

export interface Selectable {
  readonly original: Row;
  getIsSelected(): boolean;
  toggleSelected(selected?: boolean): void;
}

export function SelectCell({ row }: { readonly row: Selectable }) {
  const t = useTranslations("customers");
  return (
    <input
      type="checkbox"
      data-cell
      className={classes.check}
      aria-label={t("select", { name: row.original.customer.name.slice(0, 80) })}
      checked={row.getIsSelected()}
      onChange={(event) => row.toggleSelected(event.currentTarget.checked)}
    />
  );
}

/** The address of its details. The URL's search is the view behind them. */
export const detailsPath = ({ uuid }: Customer): string => `/customers/${uuid}${location.search}`;

export function NameCell({ customer }: { readonly customer: Customer }) {
  return (
    <a data-cell className={classes.link} href={detailsPath(customer)}>
      <Name>{customer.name}</Name>
    </a>
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
  const t = useTranslations("actions");
  return (
    <button
      type="button"
      data-cell
      data-menu-of={customer.uuid}
      className={classes.more}
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={t("menu", { name: customer.name.slice(0, 80) })}
    >
      <Ellipsis size={18} aria-hidden="true" />
    </button>
  );
}
