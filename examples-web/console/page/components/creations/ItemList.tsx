import { Button, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { CreationItem } from "../../../shared/api";
import type { useCreationCommands } from "../../hooks/use-creations";
import { forReading, needsDecision } from "../../logic/creations";
import { problemOfFailure } from "../../logic/problems";
import { Name } from "../Name";
import { ProblemLine } from "../ProblemLine";
import { StatusBadge } from "../StatusBadge";
import classes from "./creations.module.css";
import { SettleItem } from "./SettleItem";

const COLORS = {
  waiting: "gray",
  sending: "blue",
  created: "teal",
  failed: "red",
  unknown: "orange",
  not_sent: "gray",
} as const;

const STEP = 100;

export interface ItemListProps {
  readonly items: readonly CreationItem[];
  readonly running: boolean;
  readonly settle: ReturnType<typeof useCreationCommands>["settle"];
}

export function ItemList({ items, running, settle }: ItemListProps) {
  const t = useTranslations("creations");
  const [limit, setLimit] = useState(STEP);
  const ordered = useMemo(() => forReading(items), [items]);
  return (
    <>
      <ul className={classes.list} aria-label={t("results")}>
        {ordered.slice(0, limit).map((item) => (
          <Item key={item.index} item={item} running={running} settle={settle} />
        ))}
      </ul>
      {ordered.length > limit && (
        <Button variant="default" onClick={() => setLimit(limit + STEP)}>
          {t("more", { count: ordered.length - limit })}
        </Button>
      )}
    </>
  );
}

interface ItemProps {
  readonly item: CreationItem;
  readonly running: boolean;
  readonly settle: ItemListProps["settle"];
}

function Item({ item, running, settle }: ItemProps) {
  const t = useTranslations("creations");
  const { state, name, uuid, failure } = item;
  return (
    <li className={classes.item}>
      <Group justify="space-between" wrap="nowrap" gap="sm" align="start">
        <div className={classes.what}>
          {uuid ? (
            <Link to="/customers/$uuid" params={{ uuid }} className={classes.link}>
              <Name>{name}</Name>
            </Link>
          ) : (
            <Name>{name}</Name>
          )}
          {state === "created" && (
            <Text size="sm" c="dimmed">
              {t("tokenStored")}
            </Text>
          )}
          {failure && state !== "unknown" && (
            <ProblemLine write problem={problemOfFailure(failure)} />
          )}
        </div>
        <StatusBadge color={COLORS[state]} state={state} style={{ flex: "none" }}>
          {t(item.dismissed ? "items.dismissed" : `items.${state}`)}
        </StatusBadge>
      </Group>
      {needsDecision(item) && <SettleItem item={item} running={running} settle={settle} />}
    </li>
  );
}
