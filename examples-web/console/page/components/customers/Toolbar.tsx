import { ActionIcon, CloseButton, Group, Select, Text, TextInput, Tooltip } from "@mantine/core";
import { ArrowDown, ArrowUp, RefreshCw, Search } from "lucide-react";
import { useEffect, useRef, useState, type Ref } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { SORTS, type Sort, type View } from "../../logic/view";
import classes from "./customers.module.css";

export interface ToolbarProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly view: View;
  readonly onChange: (change: Partial<View>) => void;
  readonly onSearch: (query: string) => void;
  readonly onRefresh: () => void;
  readonly refreshing: boolean;
  readonly readAt: number | undefined;
}

const URL_AFTER_MS = 200;

export function Toolbar({
  ref,
  view,
  onChange,
  onSearch,
  onRefresh,
  refreshing,
  readAt,
}: ToolbarProps) {
  const t = useTranslations("customers");
  const format = useFormatter();
  const [typed, setTyped] = useTyped(view.q, onSearch);
  return (
    <div className={classes.toolbar}>
      <TextInput
        ref={ref}
        type="search"
        className={classes.search}
        aria-label={t("search")}
        placeholder={t("search")}
        maxLength={200}
        leftSection={<Search size={16} />}
        rightSection={
          typed !== "" && (
            <CloseButton size="sm" aria-label={t("clearSearch")} onClick={() => setTyped("")} />
          )
        }
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setTyped("");
        }}
      />
      {/* A phone's cards have no column heads to sort by. */}
      <Group gap={4} wrap="nowrap" className={classes.sort}>
        <Select
          aria-label={t("sortBy")}
          allowDeselect={false}
          value={view.sort}
          onChange={(sort) => sort && onChange({ sort: sort as Sort })}
          data={SORTS.map((value) => ({ value, label: t(`columns.${value}`) }))}
        />
        <ActionIcon
          size={36}
          variant="default"
          aria-label={t(view.desc ? "descending" : "ascending")}
          onClick={() => onChange({ desc: !view.desc })}
        >
          {view.desc ? <ArrowDown size={16} /> : <ArrowUp size={16} />}
        </ActionIcon>
      </Group>
      <Group gap="xs" wrap="nowrap" className={classes.refresh}>
        <Text size="sm" c="dimmed" className={classes.readAt}>
          {readAt !== undefined &&
            t("readAt", { time: format.dateTime(readAt, { timeStyle: "short" }) })}
        </Text>
        <Tooltip label={t("refresh")}>
          <ActionIcon
            size={36}
            variant="default"
            aria-label={t("refresh")}
            aria-disabled={refreshing}
            onClick={() => !refreshing && onRefresh()}
          >
            <RefreshCw size={16} className={refreshing ? classes.turning : undefined} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </div>
  );
}

/** What is typed goes to the URL once nothing more comes, and what the URL says comes back. */
function useTyped(value: string, onSettled: (value: string) => void) {
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const latest = useRef(onSettled);
  latest.current = onSettled;
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    if (typed === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed;
      latest.current(typed);
    }, URL_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped] as const;
}
