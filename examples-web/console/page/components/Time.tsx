/** A time, short, and in its exact form where a person asks for it or there is room for it. */
import { Tooltip } from "@mantine/core";
import { useFormatter } from "use-intl";
import { timeOf } from "../logic/states";

/** The day of a time, which the API or the server wrote; its exact form on hover, touch and focus. */
export function Day({ value }: { readonly value: string }) {
  const format = useFormatter();
  const time = timeOf(value);
  if (time === null) return <span>{value}</span>;
  const date = new Date(time);
  return (
    <Tooltip label={format.dateTime(date, EXACT)}>
      {/* Arrow keys lead to it. */}
      <time dateTime={date.toISOString()} tabIndex={-1} data-cell>
        {format.dateTime(date, { dateStyle: "medium" })}
      </time>
    </Tooltip>
  );
}

const EXACT = { dateStyle: "full", timeStyle: "long" } as const;

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
