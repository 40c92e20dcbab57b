import { useTranslations } from "use-intl";
import type { CustomerState } from "../../logic/states";
import classes from "./Status.module.css";

export interface StatusProps {
  readonly state: CustomerState;
  readonly daysLeft: number;
}

/** Of plain elements: a page has a hundred of them. */
export function Status({ state, daysLeft }: StatusProps) {
  const t = useTranslations("status");
  return (
    <span className={classes.status}>
      <span className={`status-badge ${classes.badge}`} data-state={state}>
        {t(state)}
      </span>
      {state === "trial" && (
        <span className={classes.left}>{t("daysLeft", { days: daysLeft })}</span>
      )}
    </span>
  );
}
