/** A time, short, and in its exact form where a person asks for it or there is room for it. */
import { useFormatter } from "use-intl";
import { timeOf } from "../logic/states";

/** The day of a time, which the API wrote. `ExactTimeTips` around it shows its exact form. */
export function Day({ value }: { readonly value: string }) {
  const format = useFormatter();
  const time = timeOf(value);
  if (time === null) return <span>{value}</span>;
  const date = new Date(time);
  return (
    // Arrow keys lead to it.
    <time dateTime={date.toISOString()} tabIndex={-1} data-cell>
      {format.dateTime(date, { dateStyle: "medium" })}
    </time>
  );
}

/** The whole time, where there is room for it. */
export function ExactTime({ value }: { readonly value: string }) {
  const format = useFormatter();
  const time = timeOf(value);
  if (time === null) return <span>{value}</span>;
  const date = new Date(time);
  return (
    <time dateTime={date.toISOString()}>
      {format.dateTime(date, { dateStyle: "medium", timeStyle: "medium" })}
    </time>
  );
}
