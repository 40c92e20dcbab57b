/** The accounts that a customer connected. They are read with its token, which the server has. */
import { Skeleton, Stack, Text, Title } from "@mantine/core";
import type { Integration } from "reportei-customers";
import { useTranslations } from "use-intl";
import { useSettings, useVaultEntry } from "../../hooks/use-customer";
import { isSignedOut, problemOf } from "../../logic/problems";
import { Name } from "../Name";
import { ProblemNote } from "../ProblemNote";
import { StatusBadge } from "../StatusBadge";
import classes from "./details.module.css";
import { TokenForm } from "./TokenForm";

export function Integrations({ uuid }: { readonly uuid: string }) {
  const t = useTranslations("integrations");
  const vault = useVaultEntry(uuid);
  const hasToken = vault.data?.hasToken ?? false;
  const settings = useSettings(uuid, hasToken);
  const error = vault.error ?? settings.error;
  const problem = error ? problemOf(error) : undefined;
  // A token that the API takes no more is replaced in the same way as one that is not there.
  const refused = problem?.kind === "authentication" && !isSignedOut(problem);
  const tokenless = vault.data?.hasToken === false || refused;
  return (
    <section>
      <Title order={2} size="h5" mb="xs">
        {t("title")}
      </Title>
      {!vault.data && !problem && <Skeleton h={96} />}
      {hasToken && settings.isPending && !problem && <Skeleton h={96} />}
      {problem && !refused && (
        <ProblemNote
          problem={problem}
          onRetry={() => void (vault.error ? vault.refetch() : settings.refetch())}
        />
      )}
      {tokenless && <TokenForm uuid={uuid} refused={refused} />}
      {settings.data && !problem && <IntegrationList integrations={settings.data.integrations} />}
    </section>
  );
}

const KNOWN = ["active", "expired", "revoked", "synchronizing", "synchronization_error"] as const;
const COLORS = {
  active: "teal",
  expired: "orange",
  revoked: "red",
  synchronizing: "blue",
  synchronization_error: "red",
} as const;

function IntegrationList({ integrations }: { readonly integrations: readonly Integration[] }) {
  const t = useTranslations("integrations");
  if (integrations.length === 0) return <Text c="dimmed">{t("none")}</Text>;
  return (
    <ul className={classes.integrations}>
      {integrations.map(({ uuid, integration, name, status }) => (
        <li key={uuid} className={classes.integration}>
          <Stack gap={0} className={classes.account}>
            <Text size="sm" fw={600} component="div">
              <Name>{integration}</Name>
            </Text>
            <Text size="sm" c="dimmed" component="div">
              <Name>{name}</Name>
            </Text>
          </Stack>
          <IntegrationStatus status={status} />
        </li>
      ))}
    </ul>
  );
}

/** A status that nobody has seen yet is shown as it was sent. */
function IntegrationStatus({ status }: { readonly status: string }) {
  const t = useTranslations("integrations");
  const known = KNOWN.find((each) => each === status);
  return (
    <StatusBadge color={known ? COLORS[known] : "gray"} state={known ?? "other"} maw="100%">
      {known ? t(`statuses.${known}`) : <bdi>{status}</bdi>}
    </StatusBadge>
  );
}
