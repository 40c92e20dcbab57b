import { Badge, Button, Group, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";
import type { Creation } from "../../../shared/api";
import { useCreations, usePutAway } from "../../hooks/use-creations";
import { countItems, isRunning, needsDecision } from "../../logic/creations";
import { problemOf } from "../../logic/problems";
import { Name } from "../Name";
import { ProblemNote } from "../ProblemNote";
import { CreationState } from "./CreationState";
import classes from "./creations.module.css";

/** What runs, and what nobody has put away yet. */
export function CreationList() {
  const t = useTranslations("creations");
  const { data = [], error, refetch } = useCreations();
  const putAway = usePutAway();
  if (error) return <ProblemNote problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (data.length === 0) return null;
  return (
    <section className={classes.section}>
      <Title order={2} size="h4" mb="sm">
        {t("title")}
      </Title>
      {putAway.error && <ProblemNote write problem={problemOf(putAway.error)} />}
      <ul className={classes.list}>
        {data.map((creation) => (
          <CreationLine
            key={creation.id}
            creation={creation}
            onPutAway={() => putAway.mutate(creation.id)}
          />
        ))}
      </ul>
    </section>
  );
}

interface CreationLineProps {
  readonly creation: Creation;
  readonly onPutAway: () => void;
}

function CreationLine({ creation, onPutAway }: CreationLineProps) {
  const t = useTranslations("creations");
  const format = useFormatter();
  const { items, startedAt, id, user } = creation;
  const { created, failed } = countItems(items);
  const undecided = items.filter(needsDecision).length;
  const started = format.dateTime(new Date(startedAt), { dateStyle: "medium", timeStyle: "short" });
  const removable = !isRunning(creation) && !items.some(needsDecision);
  return (
    <li className={classes.line}>
      <div className={classes.what}>
        <Link to="/new/$id" params={{ id }} className={classes.link}>
          {items.length === 1 && items[0] ? (
            <Name>{items[0].name}</Name>
          ) : (
            t("many", { count: items.length })
          )}
        </Link>
        <Text size="sm" c="dimmed">
          {t("started", { time: started, user })}
        </Text>
      </div>
      <Group gap="xs">
        {undecided > 0 && <Badge color="orange.9">{t("undecided", { count: undecided })}</Badge>}
        <Text size="sm">{t("createdOf", { created, total: items.length })}</Text>
        {failed > 0 && <Text size="sm">{t("failedCount", { count: failed })}</Text>}
        <CreationState creation={creation} />
        {removable && (
          <Button size="compact-sm" variant="default" onClick={onPutAway}>
            {t("putAway")}
          </Button>
        )}
      </Group>
    </li>
  );
}
