/** The index of all customers, with what can be done to one or many of them. */
import { Button, Group, Title } from "@mantine/core";
import { Link, Outlet } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useCustomers } from "../../hooks/use-customers";
import { useShortcuts } from "../../hooks/use-shortcuts";
import { usePageTitle } from "../../hooks/use-title";
import { useView, useVisible } from "../../hooks/use-view";
import { BulkBar } from "./BulkBar";
import { CustomerActions } from "./CustomerActions";
import classes from "./customers.module.css";
import { CustomerTable } from "./CustomerTable";
import { EmptyList, ListStatus, TableSkeleton } from "./ListStatus";
import { ExportMenu } from "./ExportMenu";
import { Pager } from "./Pager";
import { StateTabs } from "./StateTabs";
import { Toolbar } from "./Toolbar";

export function CustomersPage() {
  const t = useTranslations("customers");
  usePageTitle(t("title"));
  const index = useCustomers();
  const { rows } = index;
  const { view, show } = useView();
  const { counts, all, shown } = useVisible(rows, view);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const search = useRef<HTMLInputElement>(null);
  const turn = (page: number) => {
    if (page < 1 || page > shown.pages) return;
    show({ page });
    document.getElementById("list")?.scrollIntoView({ block: "nearest" });
  };
  useShortcuts({
    "/": () => search.current?.focus(),
    "[": () => turn(shown.page - 1),
    "]": () => turn(shown.page + 1),
    r: () => void index.refetch(),
  });
  // Who was deleted meanwhile is not selected any more.
  const selectedRows = useMemo(
    () => rows.filter(({ customer }) => selected.has(customer.uuid)),
    [rows, selected],
  );
  const clear = useCallback(() => setSelected(new Set()), []);
  // Not before all have been read: the API gives the oldest first and the list the newest, so that
  // each page read would push all rows away from under the pointer, and each count would be wrong.
  const loaded = index.data !== undefined;
  return (
    <CustomerActions rows={rows}>
      <Group justify="space-between" align="center" wrap="wrap" gap="sm">
        <Title order={1} size="h2">
          {t("title")}
        </Title>
        <Group gap="xs">
          <ExportMenu all={rows} filtered={all} selected={selectedRows} />
          <Button component={Link} to="/new" leftSection={<Plus size={16} />}>
            {t("new")}
          </Button>
        </Group>
      </Group>
      <a className={classes.skip} href="#pager">
        {t("skipToPager")}
      </a>
      <StateTabs
        counts={loaded ? counts : undefined}
        value={view.state}
        onChange={(state) => show({ state })}
      />
      <Toolbar
        ref={search}
        view={view}
        onChange={show}
        onSearch={(q) => show({ q }, view.q !== "")}
        onRefresh={() => void index.refetch()}
        refreshing={index.isFetching}
        readAt={index.data?.readAt}
      />
      <ListStatus index={index} />
      <div id="list" className={classes.list}>
        {loaded && shown.rows.length > 0 && (
          <CustomerTable
            shown={shown}
            total={all.length}
            view={view}
            onSort={(sort, desc) => show({ sort, desc })}
            selected={selected}
            onSelect={setSelected}
          />
        )}
        {loaded && shown.rows.length === 0 && (
          <EmptyList none={rows.length === 0} onClear={() => show({ q: "", state: "all" })} />
        )}
        {!loaded && !index.error && <TableSkeleton rows={view.size} />}
      </div>
      <div className={classes.dock} id="pager" tabIndex={-1}>
        <BulkBar
          rows={selectedRows}
          matching={all}
          onSelectAll={() => setSelected(new Set(all.map(({ customer }) => customer.uuid)))}
          onClear={clear}
        />
        <Pager
          shown={shown}
          total={all.length}
          size={view.size}
          onTurn={turn}
          onSize={(size) => show({ size })}
        />
      </div>
      <Outlet />
    </CustomerActions>
  );
}
