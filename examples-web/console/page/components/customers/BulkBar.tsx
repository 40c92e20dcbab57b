import { Button, Text } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import type { BulkKind } from "../../logic/bulk";
import type { Row } from "../../logic/states";
import { returnFocus } from "../focus";
import classes from "./customers.module.css";

const BulkDialog = lazy(async () => ({ default: (await import("./BulkDialog")).BulkDialog }));

export interface BulkBarProps {
  /** Those that are selected. */
  readonly rows: readonly Row[];
  readonly matching: readonly Row[];
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
}

export function BulkBar({ rows, matching, onSelectAll, onClear }: BulkBarProps) {
  const t = useTranslations("bulk");
  // Those of the moment of the click: the index and the selection may change while it runs.
  const [job, setJob] = useState<{ kind: BulkKind; rows: readonly Row[] }>();
  const [opener, setOpener] = useState<Element | null>(null);
  const begin = (kind: BulkKind) => () => {
    setOpener(document.activeElement);
    setJob({ kind, rows });
  };
  return (
    <>
      {rows.length > 0 && (
        <section className={classes.bulk} aria-label={t("label")}>
          <Text size="sm" fw={600} role="status">
            {t("selected", { count: rows.length })}
          </Text>
          {rows.length < matching.length && (
            <Button size="compact-sm" variant="subtle" onClick={onSelectAll}>
              {t("selectAll", { count: matching.length })}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
            {t("clear")}
          </Button>
          <div style={{ flex: 1 }} />
          <Button size="compact-sm" variant="default" onClick={begin("paying")}>
            {t("paying")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={begin("notPaying")}>
            {t("notPaying")}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            c="var(--mantine-color-error)"
            onClick={begin("delete")}
          >
            {t("delete")}
          </Button>
        </section>
      )}
      {/* It stays when those that it deletes leave the selection. */}
      {job && (
        <Suspense fallback={null}>
          <BulkDialog
            {...job}
            onClosed={() => {
              setJob(undefined);
              returnFocus(opener);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
