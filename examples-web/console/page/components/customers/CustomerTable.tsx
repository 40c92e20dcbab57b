/** A page of the index. One Tab stop: arrow keys lead from cell to cell. */
import { VisuallyHidden } from "@mantine/core";
import {
  createColumnHelper,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type Row as TableRow,
  type RowSelectionState,
  type SortingState,
} from "@tanstack/react-table";
import { useNavigate } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, useMemo, useState, type MouseEvent } from "react";
import { useTranslations } from "use-intl";
import { useRoving } from "../../hooks/use-roving";
import type { Row } from "../../logic/states";
import type { Page, Sort, View } from "../../logic/view";
import { ExactTimeTips } from "../ExactTimeTips";
import { EndsCell, CreatedCell, MenuCell, NameCell, SelectCell } from "./cells";
import classes from "./CustomerTable.module.css";
import { RowMenu } from "./RowMenu";
import { Status } from "./Status";

const features = tableFeatures({ rowSortingFeature, rowSelectionFeature });
const column = createColumnHelper<typeof features, Row>();
const columns = column.columns([
  column.display({ id: "select", cell: ({ row }) => <SelectCell row={row} /> }),
  column.accessor("customer", {
    id: "name",
    cell: ({ getValue }) => <NameCell customer={getValue()} />,
  }),
  column.accessor("state", {
    id: "status",
    cell: ({ row: { original } }) => <Status state={original.state} daysLeft={original.daysLeft} />,
  }),
  column.accessor("endsAt", { id: "ends", cell: ({ row }) => <EndsCell row={row.original} /> }),
  column.accessor("createdAt", {
    id: "created",
    cell: ({ row }) => <CreatedCell row={row.original} />,
  }),
  column.display({ id: "menu", cell: ({ row }) => <MenuCell customer={row.original.customer} /> }),
]);

export interface CustomerTableProps {
  readonly shown: Page;
  /** How many match, on all pages. */
  readonly total: number;
  readonly view: View;
  readonly onSort: (sort: Sort, desc: boolean) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

export function CustomerTable(props: CustomerTableProps) {
  const { shown, total, view, onSort, selected, onSelect } = props;
  const t = useTranslations("customers");
  const rowSelection = useMemo(
    (): RowSelectionState => Object.fromEntries([...selected].map((uuid) => [uuid, true as const])),
    [selected],
  );
  const sorting = useMemo((): SortingState => [{ id: view.sort, desc: view.desc }], [view]);
  const table = useTable({
    features,
    columns,
    data: shown.rows as Row[],
    getRowId: ({ customer }) => customer.uuid,
    state: { sorting, rowSelection },
    manualSorting: true,
    onSortingChange: (update) => {
      const [next] = typeof update === "function" ? update(sorting) : update;
      if (next) onSort(next.id as Sort, next.desc);
    },
    onRowSelectionChange: (update) => {
      const next = typeof update === "function" ? update(rowSelection) : update;
      onSelect(new Set(Object.keys(next).filter((uuid) => next[uuid])));
    },
  });
  const roving = useRoving(shown.rows.length);
  const onPage = shown.rows.filter(({ customer }) => selected.has(customer.uuid)).length;
  const navigate = useNavigate();
  const [menu, setMenu] = useState<{ uuid: string; button: HTMLElement }>();
  const ofMenu = shown.rows.find(({ customer }) => customer.uuid === menu?.uuid)?.customer;
  // One for all rows: a page has a hundred of them.
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const uuid = target.closest<HTMLElement>("[data-row]")?.dataset["row"];
    if (uuid === undefined) return;
    const button = target.closest<HTMLElement>("[data-menu-of]");
    if (button) return setMenu(menu ? undefined : { uuid, button });
    if (!opensDetails(event)) return;
    event.preventDefault();
    void navigate({
      to: "/customers/$uuid",
      params: { uuid },
      search: (before) => before as View,
      resetScroll: false,
    });
  };
  return (
    <ExactTimeTips>
      <table
        role="grid"
        aria-label={t("title")}
        aria-rowcount={total + 1}
        className={classes.table}
        {...roving}
      >
        <thead role="rowgroup">
          <tr role="row" aria-rowindex={1}>
            <th role="columnheader" className={classes.select}>
              <input
                type="checkbox"
                className={classes.check}
                aria-label={t("selectPage")}
                checked={onPage === shown.rows.length}
                ref={(box) => {
                  if (box) box.indeterminate = onPage > 0 && onPage < shown.rows.length;
                }}
                onChange={() => table.toggleAllPageRowsSelected(onPage < shown.rows.length)}
              />
            </th>
            {(["name", "status", "ends", "created"] as const).map((id) => (
              <SortHead key={id} id={id} view={view} onSort={onSort} />
            ))}
            <th role="columnheader" className={classes.menu}>
              <VisuallyHidden>{t("columns.menu")}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup" onClick={onClick}>
          {table.getRowModel().rows.map((row, index) => (
            <BodyRow
              key={row.id}
              row={row}
              index={shown.from + index + 1}
              selected={selected.has(row.id)}
            />
          ))}
        </tbody>
      </table>
      {menu && ofMenu && (
        <RowMenu
          key={menu.uuid}
          customer={ofMenu}
          button={menu.button}
          onClose={() => setMenu(undefined)}
        />
      )}
    </ExactTimeTips>
  );
}

/** A control of its own does what it does, and a text that was marked was to be copied. */
function opensDetails(event: MouseEvent<HTMLElement>): boolean {
  const control = (event.target as HTMLElement).closest("a, input");
  if (!control) return getSelection()?.type !== "Range";
  // With these keys a link opens elsewhere.
  const { ctrlKey, metaKey, shiftKey, altKey } = event;
  return control.matches("a") && !(ctrlKey || metaKey || shiftKey || altKey);
}

interface SortHeadProps {
  readonly id: Sort;
  readonly view: View;
  readonly onSort: (sort: Sort, desc: boolean) => void;
}

function SortHead({ id, view, onSort }: SortHeadProps) {
  const t = useTranslations("customers");
  const active = view.sort === id;
  const Arrow = view.desc ? ArrowDown : ArrowUp;
  return (
    <th
      role="columnheader"
      className={classes[id]}
      aria-sort={active ? (view.desc ? "descending" : "ascending") : "none"}
    >
      <button
        type="button"
        className={classes.sort}
        onClick={() => onSort(id, active ? !view.desc : id === "created")}
      >
        {t(`columns.${id}`)}
        <Arrow size={14} aria-hidden="true" data-active={active} />
      </button>
    </th>
  );
}

interface BodyRowProps {
  readonly row: TableRow<typeof features, Row>;
  readonly index: number;
  readonly selected: boolean;
}

const BodyRow = memo(function BodyRow({ row, index, selected }: BodyRowProps) {
  return (
    <tr role="row" data-row={row.id} aria-rowindex={index} aria-selected={selected}>
      {row.getAllCells().map((cell) => (
        <td key={cell.id} role="gridcell" className={classes[cell.column.id]}>
          <CellContent cell={cell} />
        </td>
      ))}
    </tr>
  );
});

type Cell = ReturnType<BodyRowProps["row"]["getAllCells"]>[number];

function CellContent({ cell }: { readonly cell: Cell }) {
  const { cell: render } = cell.column.columnDef;
  return typeof render === "function" ? render(cell.getContext()) : null;
}
