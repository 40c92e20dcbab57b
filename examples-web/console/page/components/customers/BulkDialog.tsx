/** Asks, runs and tells of one change of many customers. */
import { Button, Group, List, Progress, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useBulk } from "../../hooks/use-bulk";
import { summarize, uuidOf, type BulkKind } from "../../logic/bulk";
import { problemOf } from "../../logic/problems";
import type { Row } from "../../logic/states";
import { Dialog } from "../Dialog";
import { DialogButtons } from "../DialogButtons";
import { Name } from "../Name";
import { ProblemNote } from "../ProblemNote";
import { useForm } from "../../hooks/use-form";
import { Waiting } from "../Waiting";
import { ProblemLine } from "../ProblemLine";

export interface BulkDialogProps {
  readonly kind: BulkKind;
  readonly rows: readonly Row[];
  readonly onClosed: () => void;
}

export function BulkDialog({ kind, rows, onClosed }: BulkDialogProps) {
  const t = useTranslations("bulk");
  const [opened, setOpened] = useState(true);
  const bulk = useBulk(
    kind,
    rows.map(({ customer }) => customer.uuid),
  );
  const close = () => setOpened(false);
  return (
    <Dialog
      opened={opened}
      busy={bulk.isPending}
      returnFocus={false}
      onClose={close}
      onExitTransitionEnd={onClosed}
      title={t(`titles.${kind}`, { count: rows.length })}
    >
      {bulk.isIdle && (
        <Question
          kind={kind}
          rows={rows}
          onClose={close}
          onConfirm={() => bulk.mutate(undefined)}
        />
      )}
      {bulk.isPending && <Running bulk={bulk} total={rows.length} />}
      {bulk.error && <ProblemNote write problem={problemOf(bulk.error)} />}
      {bulk.data && <Results kind={kind} rows={rows} bulk={bulk} onClose={close} />}
    </Dialog>
  );
}

interface QuestionProps {
  readonly kind: BulkKind;
  readonly rows: readonly Row[];
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

const NAMED = 5;

function Question({ kind, rows, onClose, onConfirm }: QuestionProps) {
  const t = useTranslations("bulk");
  const { value, setValue, field, submit } = useForm("", (typed) => {
    if (kind === "delete" && typed.trim() !== String(rows.length)) return t("wrongNumber");
    onConfirm();
    return undefined;
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t(`questions.${kind}`, { count: rows.length })}</Text>
        <List size="sm" spacing={2} maw="100%">
          {rows.slice(0, NAMED).map(({ customer }) => (
            <List.Item key={customer.uuid}>
              <Name lines={3}>{customer.name}</Name>
            </List.Item>
          ))}
        </List>
        {rows.length > NAMED && (
          <Text size="sm" c="dimmed">
            {t("andOthers", { count: rows.length - NAMED })}
          </Text>
        )}
        {kind === "delete" && (
          <TextInput
            {...field}
            data-autofocus
            label={t("typeNumber", { count: rows.length })}
            inputMode="numeric"
            autoComplete="off"
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        )}
      </Stack>
      <DialogButtons
        danger={kind === "delete"}
        label={t(`submit.${kind}`, { count: rows.length })}
        pending={false}
        onCancel={onClose}
        onClose={onClose}
      />
    </form>
  );
}

type Bulk = ReturnType<typeof useBulk>;

function Running({ bulk, total }: { readonly bulk: Bulk; readonly total: number }) {
  const t = useTranslations("bulk");
  const done = bulk.progress?.done ?? 0;
  return (
    <Stack gap="sm">
      <Progress.Root>
        <Progress.Section
          value={(100 * done) / total}
          aria-label={t("progress", { done, total })}
        />
      </Progress.Root>
      <Text size="sm">{t("progress", { done, total })}</Text>
      <Text size="sm" c="dimmed">
        {t("stayHere")}
      </Text>
      <Waiting active />
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={bulk.stop}>
          {t("stop")}
        </Button>
      </Group>
    </Stack>
  );
}

interface ResultsProps {
  readonly kind: BulkKind;
  readonly rows: readonly Row[];
  readonly bulk: Bulk;
  readonly onClose: () => void;
}

const LISTED = 100;

function Results({ kind, rows, bulk, onClose }: ResultsProps) {
  const t = useTranslations("bulk");
  const { done, failed, notSent } = summarize(bulk.data ?? [], kind);
  const nameOf = new Map(rows.map(({ customer }) => [customer.uuid, customer.name]));
  return (
    <Stack gap="sm">
      <div role="status">
        <Text size="sm" fw={600}>
          {t(`done.${kind}`, { count: done.size })}
        </Text>
        {notSent > 0 && <Text size="sm">{t("notSent", { count: notSent })}</Text>}
        {failed.length > 0 && <Text size="sm">{t("failed", { count: failed.length })}</Text>}
      </div>
      {failed.length > 0 && (
        <List size="sm" spacing="xs" style={{ maxHeight: 280, overflowY: "auto" }} tabIndex={0}>
          {failed.slice(0, LISTED).map(({ item, reason }) => (
            <List.Item key={uuidOf(item)}>
              <Name lines={3}>{nameOf.get(uuidOf(item)) ?? uuidOf(item)}</Name>
              <ProblemLine write problem={problemOf(reason)} />
            </List.Item>
          ))}
        </List>
      )}
      <Group justify="flex-end" gap="xs">
        {failed.length + notSent > 0 && (
          <Button variant="default" onClick={() => bulk.mutate(bulk.data)}>
            {t("again", { count: failed.length + notSent })}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {t("close")}
        </Button>
      </Group>
    </Stack>
  );
}
