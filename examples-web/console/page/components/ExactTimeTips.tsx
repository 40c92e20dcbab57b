/**
 * Shows the exact form of the times within it, on hover, touch and focus. One for all of them, as a
 * tooltip for each would be most of what a page of rows costs.
 */
import { Tooltip } from "@mantine/core";
import { useEffect, useId, useState, type ReactNode, type SyntheticEvent } from "react";
import { useFormatter } from "use-intl";

const EXACT = { dateStyle: "full", timeStyle: "long" } as const;

export function ExactTimeTips({ children }: { readonly children: ReactNode }) {
  const format = useFormatter();
  const id = useId();
  const [time, setTime] = useState<HTMLTimeElement | null>(null);
  const hide = () => setTime(null);
  const show = ({ target }: SyntheticEvent) =>
    setTime(target instanceof Element ? target.closest<HTMLTimeElement>("time[data-cell]") : null);
  useEffect(() => {
    if (!time) return;
    const onKey = ({ key }: KeyboardEvent) => key === "Escape" && setTime(null);
    time.setAttribute("aria-describedby", id);
    document.addEventListener("keydown", onKey);
    return () => {
      time.removeAttribute("aria-describedby");
      document.removeEventListener("keydown", onKey);
    };
  }, [time, id]);
  return (
    <div onPointerOver={show} onPointerLeave={hide} onFocus={show} onBlur={hide}>
      {children}
      {time && (
        <Tooltip
          key={time.dateTime}
          opened
          target={time}
          label={<span id={id}>{format.dateTime(new Date(time.dateTime), EXACT)}</span>}
        />
      )}
    </div>
  );
}
