import { ActionIcon, Group, Select, Text, TextInput } from "@mantine/core";
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { PAGE_SIZES, type Page } from "../../logic/view";
import classes from "./customers.module.css";

export interface PagerProps {
  readonly shown: Page;
  readonly total: number;
  readonly size: number;
  readonly onTurn: (page: number) => void;
  readonly onSize: (size: number) => void;
}

export function Pager({ shown, total, size, onTurn, onSize }: PagerProps) {
  const t = useTranslations("pager");
  const { page, pages, from, to } = shown;
  const steps = [
    { key: "first", icon: ChevronFirst, goal: 1, possible: page > 1 },
    { key: "previous", icon: ChevronLeft, goal: page - 1, possible: page > 1 },
    { key: "next", icon: ChevronRight, goal: page + 1, possible: page < pages },
    { key: "last", icon: ChevronLast, goal: pages, possible: page < pages },
  ] as const;
  const buttons = steps.map(({ key, icon: Icon, goal, possible }) => (
    // Not `disabled`, which would drop the focus at the last page.
    <ActionIcon
      key={key}
      size={36}
      variant="default"
      aria-label={t(key)}
      aria-disabled={!possible}
      onClick={() => possible && onTurn(goal)}
      style={possible ? undefined : { opacity: 0.45 }}
    >
      <Icon size={16} />
    </ActionIcon>
  ));
  return (
    <nav className={classes.pager} aria-label={t("label")}>
      <Text size="sm" c="dimmed" className={classes.range} role="status">
        {t("range", { from, to, total })}
      </Text>
      <Group gap="xs" wrap="nowrap" className={classes.pageSize}>
        <Text size="sm" c="dimmed" aria-hidden="true">
          {t("size")}
        </Text>
        <Select
          w={76}
          size="sm"
          aria-label={t("size")}
          allowDeselect={false}
          value={String(size)}
          onChange={(value) => value && onSize(Number(value))}
          data={PAGE_SIZES.map(String)}
        />
      </Group>
      <Group gap={4} wrap="nowrap">
        {buttons.slice(0, 2)}
        <Jump page={page} pages={pages} onTurn={onTurn} />
        {buttons.slice(2)}
      </Group>
    </nav>
  );
}

interface JumpProps {
  readonly page: number;
  readonly pages: number;
  readonly onTurn: (page: number) => void;
}

function Jump({ page, pages, onTurn }: JumpProps) {
  const t = useTranslations("pager");
  const [value, setValue] = useState(String(page));
  useEffect(() => setValue(String(page)), [page]);
  const jump = () => {
    const goal = Math.min(Math.max(1, Math.trunc(Number(value)) || page), pages);
    setValue(String(goal));
    if (goal !== page) onTurn(goal);
  };
  return (
    <Group gap={6} wrap="nowrap" px={4}>
      <TextInput
        w={56}
        size="sm"
        aria-label={t("jump", { pages })}
        inputMode="numeric"
        maxLength={6}
        autoComplete="off"
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        onBlur={jump}
        onKeyDown={(event) => {
          if (event.key === "Enter") jump();
        }}
        styles={{ input: { textAlign: "center" } }}
      />
      <Text size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
        {t("of", { pages })}
      </Text>
    </Group>
  );
}
