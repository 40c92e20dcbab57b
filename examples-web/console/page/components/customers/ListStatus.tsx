/** What the list is doing, and why it may be old. */
import { Button, EmptyState, Progress, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { SearchX, Users } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import type { useCustomers } from "../../hooks/use-customers";
import { useIndexEdits, useReadProgress } from "../../hooks/use-customers";
import { problemOf } from "../../logic/problems";
import { ProblemNote } from "../ProblemNote";
import { Waiting } from "../Waiting";
import classes from "./customers.module.css";

export function ListStatus({ index }: { readonly index: ReturnType<typeof useCustomers> }) {
  const t = useTranslations("customers");
  const format = useFormatter();
  const { cancel } = useIndexEdits();
  const { data, error, isFetching } = index;
  const progress = useReadProgress();
  const problem = error && !isFetching ? problemOf(error) : undefined;
  return (
    <>
      <div className={classes.status}>
        {isFetching && progress && progress.total > 0 && (
          <Progress.Root size={3} my={6} transitionDuration={0}>
            <Progress.Section
              value={(100 * progress.read) / progress.total}
              aria-label={t("reading", { read: progress.read, total: progress.total })}
            />
          </Progress.Root>
        )}
        {!data && isFetching && progress && progress.total > 0 && (
          <Text size="sm" c="dimmed">
            {t("reading", { read: progress.read, total: progress.total })}
          </Text>
        )}
        <Waiting active={isFetching} onCancel={() => void cancel()} />
      </div>
      {problem && problem.kind !== "aborted" && (
        <ProblemNote
          sticky
          problem={problem}
          title={
            data
              ? t("stale", { time: format.dateTime(data.readAt, { timeStyle: "short" }) })
              : t("notRead")
          }
          onRetry={() => void index.refetch()}
        />
      )}
      {!data && !isFetching && !problem && (
        <Button variant="default" onClick={() => void index.refetch()}>
          {t("read")}
        </Button>
      )}
    </>
  );
}

export interface EmptyListProps {
  /** Whether there is nobody at all. */
  readonly none: boolean;
  readonly onClear: () => void;
}

export function EmptyList({ none, onClear }: EmptyListProps) {
  const t = useTranslations("customers");
  return (
    <EmptyState
      py={56}
      icon={none ? <Users size={28} /> : <SearchX size={28} />}
      title={t(none ? "emptyTitle" : "noMatchTitle")}
      description={t(none ? "empty" : "noMatch")}
    >
      {none ? (
        <Button component={Link} to="/new">
          {t("new")}
        </Button>
      ) : (
        <Button variant="default" onClick={onClear}>
          {t("clearFilters")}
        </Button>
      )}
    </EmptyState>
  );
}

export function TableSkeleton({ rows }: { readonly rows: number }) {
  const t = useTranslations("customers");
  return (
    <div role="img" aria-label={t("loading")} style={{ paddingTop: 40 }}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes.skeleton} />
      ))}
    </div>
  );
}
