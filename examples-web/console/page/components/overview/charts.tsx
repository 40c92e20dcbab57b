/** The pictures. What they show is beside them as a table, so that nothing in them has a name. */
import "@mantine/charts/styles.css";
import { BarChart, DonutChart } from "@mantine/charts";
import { useFormatter } from "use-intl";
import classes from "./overview.module.css";

/** Nothing to come to by Tab: the table has it all. */
const NO_STOP = { accessibilityLayer: false };

interface Counted {
  readonly label: string;
  readonly count: number;
}

const COLORS = { paying: "teal.6", trial: "iris.5", expired: "orange.6" } as const;

export interface StateDonutProps {
  readonly data: readonly (Counted & { readonly state: keyof typeof COLORS })[];
}

export function StateDonut({ data }: StateDonutProps) {
  const format = useFormatter();
  return (
    <div className={classes.donut}>
      <DonutChart
        size={168}
        thickness={22}
        paddingAngle={2}
        tooltipDataSource="segment"
        pieChartProps={NO_STOP}
        pieProps={{ rootTabIndex: -1 }}
        data={data.map(({ label, count, state }) => ({
          name: label,
          value: count,
          color: COLORS[state],
        }))}
      />
      <ul className={classes.legend}>
        {data.map(({ label, count, state }) => (
          <li key={state}>
            <svg width="10" height="10">
              <circle
                cx="5"
                cy="5"
                r="5"
                fill={`var(--mantine-color-${COLORS[state].replace(".", "-")})`}
              />
            </svg>
            {label}
            <b>{format.number(count)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface CountsProps {
  readonly data: readonly Counted[];
  readonly label: string;
}

/** Bars and no line: between two days or weeks there is no number. */
export function CountsChart({ data, label }: CountsProps) {
  return (
    <BarChart
      h={240}
      dataKey="label"
      tickLine="none"
      gridAxis="x"
      xAxisProps={{ minTickGap: 24 }}
      yAxisProps={{ allowDecimals: false, width: 36 }}
      data={[...data]}
      series={[{ name: "count", label, color: "iris.5" }]}
      barChartProps={NO_STOP}
      barProps={{ radius: [4, 4, 0, 0], isAnimationActive: false }}
    />
  );
}
