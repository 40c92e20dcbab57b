/** Filters by state, each with the number of customers behind it. */
import { useFormatter, useTranslations } from "use-intl";
import { STATE_FILTERS, type Counts, type StateFilter } from "../../logic/states";
import classes from "./StateTabs.module.css";

export interface StateTabsProps {
  readonly counts: Counts | undefined;
  readonly value: StateFilter;
  readonly onChange: (state: StateFilter) => void;
}

export function StateTabs({ counts, value, onChange }: StateTabsProps) {
  const t = useTranslations("customers");
  const format = useFormatter();
  return (
    <div role="group" aria-label={t("filter")} className={classes.tabs}>
      {STATE_FILTERS.map((state) => (
        <button
          key={state}
          type="button"
          className={classes.tab}
          aria-pressed={state === value}
          onClick={() => onChange(state)}
        >
          <span className={classes.label}>{t(`filters.${state}`)}</span>
          <span className={classes.count}>{counts ? format.number(counts[state]) : "–"}</span>
        </button>
      ))}
    </div>
  );
}
