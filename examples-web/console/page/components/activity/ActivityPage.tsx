/** Who changed what: the console's own log of writes. */
import { Button, Skeleton, Table, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { AuditEntry } from "../../../shared/api";
import { useAudit } from "../../hooks/use-audit";
import { usePageTitle } from "../../hooks/use-title";
import { problemOf } from "../../logic/problems";
import { Name } from "../Name";
import { ProblemNote } from "../ProblemNote";
import { ExactTime } from "../Time";
import { Waiting } from "../Waiting";

export function ActivityPage() {
  const t = useTranslations("activity");
  usePageTitle(t("title"));
  const audit = useAudit();
  const entries = audit.data?.pages.flat() ?? [];
  return (
    <>
      <Title order={1} size="h2">
        {t("title")}
      </Title>
      <Text c="dimmed" size="sm" mt={4} mb="lg">
        {t("lead")}
      </Text>
      {audit.error && (
        <ProblemNote problem={problemOf(audit.error)} onRetry={() => void audit.refetch()} />
      )}
      <Waiting active={audit.isFetching} />
      {audit.isPending && <Skeleton h={400} />}
      {audit.data && entries.length === 0 && <Text>{t("empty")}</Text>}
      {entries.length > 0 && <Entries entries={entries} />}
      {audit.hasNextPage && entries.length >= 50 && (
        <Button
          variant="default"
          my="md"
          loading={audit.isFetchingNextPage}
          onClick={() => void audit.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </>
  );
}

function Entries({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const t = useTranslations("activity");
  return (
    <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {(["at", "user", "action", "customer", "outcome"] as const).map((column) => (
              <Table.Th key={column}>{t(`columns.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map(({ id, at, user, action, uuid, name, outcome }) => (
            <Table.Tr key={id}>
              <Table.Td style={{ whiteSpace: "nowrap" }}>
                <ExactTime value={at} />
              </Table.Td>
              <Table.Td>{user}</Table.Td>
              <Table.Td>{t(`actions.${action}`)}</Table.Td>
              <Table.Td maw={320}>
                {uuid && action !== "delete" ? (
                  <Link to="/customers/$uuid" params={{ uuid }} style={{ color: "inherit" }}>
                    <Name>{name ?? uuid.slice(0, 8)}</Name>
                  </Link>
                ) : (
                  <Name>{name ?? uuid?.slice(0, 8) ?? ""}</Name>
                )}
              </Table.Td>
              <Table.Td>
                <Outcome outcome={outcome} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const OUTCOMES = ["applied", "not_applied", "unknown"] as const;

/** One that has no words of its own here is shown as the server wrote it. */
function Outcome({ outcome }: { readonly outcome: string }) {
  const t = useTranslations("activity");
  const known = OUTCOMES.find((each) => each === outcome);
  return known ? t(`outcomes.${known}`) : outcome;
}
