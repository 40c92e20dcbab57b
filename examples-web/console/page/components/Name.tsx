import classes from "./Name.module.css";

const LONGEST = 300;

/** A name as it was given: it turns no other text around, and takes no more than its lines. */
export function Name({
  children,
  lines = 1,
}: {
  readonly children: string;
  readonly lines?: 1 | 3;
}) {
  const text = children.length > LONGEST ? `${children.slice(0, LONGEST)}…` : children;
  return (
    <bdi
      className={classes.name}
      data-lines={lines}
      title={children.length > 60 ? text : undefined}
    >
      {text}
    </bdi>
  );
}
