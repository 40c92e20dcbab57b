/** All customers at a glance: by state, when trials end, when they signed up. */
import { Grid, SegmentedControl, Skeleton, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useCustomers } from "../../hooks/use-customers";
import { usePageTitle } from "../../hooks/use-title";
import { countStates, STATE_FILTERS } from "../../logic/states";
import { signUpsByWeek, trialsEnding } from "../../logic/trials";
import { ListStatus } from "../customers/ListStatus";
import { CountsChart, StateDonut } from "./charts";
import { DataTable, type DataTableProps } from "./DataTable";
import classes from "./overview.module.css";

const DAYS = 21;
const WEEKS = 26;

export function OverviewPage() {
  const t = useTranslations("overview");
  const tFilters = useTranslations("customers.filters");
  usePageTitle(t("title"));
  const format = useFormatter();
  const index = useCustomers();
  const { rows } = index;
  const { counts, ending, signUps } = useMemo(() => {
    const now = new Date();
    return {
      counts: countStates(rows),
      ending: trialsEnding(rows, now, DAYS),
      signUps: signUpsByWeek(rows, now, WEEKS),
    };
  }, [rows]);
  const day = (time: number) => format.dateTime(time, { day: "numeric", month: "short" });
  const states = (["paying", "trial", "expired"] as const).map((state) => ({
    label: tFilters(state),
    count: counts[state],
    state,
  }));
  const endingRows = ending.map(({ day: time, count }) => ({ label: day(time), count }));
  const signUpRows = signUps.map(({ day: time, count }) => ({ label: day(time), count }));
  const sum = (all: readonly { count: number }[]) =>
    all.reduce((total, { count }) => total + count, 0);
  return (
    <>
      <Title order={1} size="h2">
        {t("title")}
      </Title>
      <ListStatus index={index} />
      {!index.data && !index.error && <Skeleton h={480} mt="lg" />}
      {index.data && (
        <>
          <div className={classes.numbers}>
            {STATE_FILTERS.map((state) => (
              <Link key={state} to="/customers" search={{ state }} className={classes.number}>
                <span className={classes.label}>{tFilters(state)}</span>
                <span className={classes.value}>{format.number(counts[state])}</span>
              </Link>
            ))}
          </div>
          <Grid gap="md" mt="md" pb={40}>
            <Grid.Col span={{ base: 12, md: 4 }}>
              <Card
                title={t("states")}
                lead={t("statesLead", { total: counts.all })}
                data={{ head: [t("state"), t("count")], rows: states }}
              >
                <StateDonut data={states} />
              </Card>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 8 }}>
              <Card
                title={t("ending")}
                lead={t("endingLead", { count: sum(ending), days: DAYS })}
                data={{ head: [t("day"), t("trials")], rows: endingRows }}
              >
                <CountsChart data={endingRows} label={t("trials")} />
              </Card>
            </Grid.Col>
            <Grid.Col span={12}>
              <Card
                title={t("signUps")}
                lead={t("signUpsLead", { count: sum(signUps), weeks: WEEKS })}
                data={{ head: [t("week"), t("newCustomers")], rows: signUpRows }}
              >
                <CountsChart data={signUpRows} label={t("newCustomers")} />
              </Card>
            </Grid.Col>
          </Grid>
        </>
      )}
    </>
  );
}

interface CardProps {
  readonly title: string;
  readonly lead: string;
  readonly data: DataTableProps;
  readonly children: ReactNode;
}

/** A chart, or its numbers as a table: for whoever reads better than looks. */
function Card({ title, lead, data, children }: CardProps) {
  const t = useTranslations("overview");
  const [form, setForm] = useState("chart");
  return (
    <section className={classes.card} aria-label={title}>
      <div className={classes.head}>
        <div>
          <Title order={2} size="h5">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {lead}
          </Text>
        </div>
        <SegmentedControl
          size="xs"
          aria-label={t("form", { title })}
          value={form}
          onChange={setForm}
          data={[
            { value: "chart", label: t("chart") },
            { value: "table", label: t("table") },
          ]}
        />
      </div>
      {form === "table" ? (
        <DataTable {...data} caption={title} />
      ) : (
        <>
          <div aria-hidden="true" className={classes.chart}>
            {children}
          </div>
          <div className={classes.unseen}>
            <DataTable {...data} caption={title} />
          </div>
        </>
      )}
    </section>
  );
}
