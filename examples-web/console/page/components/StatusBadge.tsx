import { Badge, type BadgeProps } from "@mantine/core";

export interface StatusBadgeProps extends BadgeProps {
  /** What `style.css` knows it by. */
  readonly state: string;
}

export function StatusBadge({ state, ...rest }: StatusBadgeProps) {
  return (
    <Badge
      variant="light"
      radius="sm"
      tt="none"
      className="status-badge"
      data-state={state}
      {...rest}
    />
  );
}
