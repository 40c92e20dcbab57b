/** One creation: its progress while it runs, what became of each name, what is to be decided. */
import {
  Alert,
  Anchor,
  Button,
  Group,
  Progress,
  Skeleton,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useCreation } from "../../hooks/use-creation";
import { useCreationCommands } from "../../hooks/use-creations";
import { useLeaveQuestion } from "../../hooks/use-leave-question";
import { useNow } from "../../hooks/use-now";
import { usePageTitle } from "../../hooks/use-title";
import {
  canResume,
  countItems,
  isRunning,
  needsDecision,
  type Followed,
} from "../../logic/creations";
import { problemOf } from "../../logic/problems";
import { ProblemNote } from "../ProblemNote";
import { CreationState } from "./CreationState";
import classes from "./creations.module.css";
import { ItemList } from "./ItemList";

const route = getRouteApi("/new/$id");

export function CreationPage() {
  const { id } = route.useParams();
  const t = useTranslations("creations");
  usePageTitle(t("one"));
  const { followed, lost, error, replace, reconnect } = useCreation(id);
  const commands = useCreationCommands(id, replace);
  const running = followed !== undefined && isRunning(followed.creation);
  useLeaveQuestion(running);
  const failed = commands.stop.error ?? commands.resume.error;
  return (
    <Stack gap="md" maw={900}>
      <div>
        <Anchor component={Link} to="/new" size="sm" underline="always">
          {t("back")}
        </Anchor>
        <Group gap="sm" mt={4}>
          <Title order={1} size="h2">
            {followed ? t("many", { count: followed.creation.items.length }) : t("one")}
          </Title>
          {followed && <CreationState creation={followed.creation} />}
        </Group>
      </div>
      {error !== undefined && <ProblemNote problem={problemOf(error)} onRetry={reconnect} />}
      {!followed && error === undefined && <Skeleton h={220} />}
      {followed && (
        <>
          <ProgressOf followed={followed} lost={lost} />
          {failed && <ProblemNote write problem={problemOf(failed)} />}
          <Group gap="xs">
            {running && (
              <Button
                variant="default"
                loading={followed.creation.state === "stopping" || commands.stop.isPending}
                onClick={() => commands.stop.mutate()}
              >
                {t("stop")}
              </Button>
            )}
            {canResume(followed.creation) && (
              <Button
                variant="default"
                loading={commands.resume.isPending}
                onClick={() => commands.resume.mutate()}
              >
                {t("resume")}
              </Button>
            )}
            {!running && (
              <Button component={Link} to="/customers" variant="default">
                {t("toCustomers")}
              </Button>
            )}
          </Group>
          {followed.creation.state === "interrupted" && (
            <Alert color="yellow" title={t("interruptedTitle")} styles={DARK_TEXT}>
              {t("interrupted")}
            </Alert>
          )}
          <ItemList items={followed.creation.items} running={running} settle={commands.settle} />
        </>
      )}
    </Stack>
  );
}

const DARK_TEXT = { title: { color: "var(--text)" }, message: { color: "var(--text)" } };

interface ProgressOfProps {
  readonly followed: Followed;
  readonly lost: boolean;
}

function ProgressOf({ followed: { creation, waitUntil, waitKind }, lost }: ProgressOfProps) {
  const t = useTranslations("creations");
  const { done, total, msLeft } = creation.progress;
  const { created, failed, not_sent: notSent } = countItems(creation.items);
  const undecided = creation.items.filter(needsDecision).length;
  const running = isRunning(creation);
  const now = useNow(running);
  const wait = waitUntil === undefined ? 0 : Math.ceil((waitUntil - now) / 1_000);
  return (
    <div className={classes.progress}>
      <Progress.Root size="md">
        <Progress.Section
          value={total === 0 ? 100 : (100 * done) / total}
          aria-label={t("progress", { done, total })}
        />
      </Progress.Root>
      <Group gap="xs" justify="space-between" mt={8}>
        <Text size="sm" role="status">
          {running ? t("progress", { done, total }) : t("createdOf", { created, total })}
        </Text>
        <Text size="sm" c="dimmed">
          {running && msLeft !== undefined && t("left", { seconds: Math.ceil(msLeft / 1_000) })}
        </Text>
      </Group>
      <Group gap="md">
        {failed > 0 && <Text size="sm">{t("failedCount", { count: failed })}</Text>}
        {undecided > 0 && (
          <Text size="sm" fw={600}>
            {t("undecided", { count: undecided })}
          </Text>
        )}
        {!running && notSent > 0 && <Text size="sm">{t("notSent", { count: notSent })}</Text>}
      </Group>
      {running && (
        <Text size="sm" c="dimmed" mt={4}>
          {lost
            ? t("lost")
            : wait > 0
              ? t(waitKind === "rate_limit" ? "asked" : "retrying", { seconds: wait })
              : t("goesOn")}
        </Text>
      )}
    </div>
  );
}
