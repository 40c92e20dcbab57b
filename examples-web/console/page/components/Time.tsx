/** A time, short; its exact form on hover, touch and focus. */
import { Tooltip } from "@mantine/core";
import { useFormatter } from "use-intl";
import { timeOf } from "../logic/states";

export interface TimeProps {
  /** As the API or the server wrote it. */
  readonly value: string;
  /** What is shown, where that is not the day. */
  readonly children?: string;
  /** -1 where arrow keys lead to it. */
  readonly tabIndex?: 0 | -1;
}

export function Time({ value, children, tabIndex = 0 }: TimeProps) {
  const format = useFormatter();
  const time = timeOf(value);
  if (time === null) return <span>{value}</span>;
  const date = new Date(time);
  return (
    <Tooltip label={format.dateTime(date, EXACT)}>
      <time dateTime={date.toISOString()} tabIndex={tabIndex} data-cell>
        {children ?? format.dateTime(date, { dateStyle: "medium" })}
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
