/** A name that was sent and never answered: what may have come of it, and what to do now. */
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Candidate, CreationItem } from "../../../shared/api";
import { problemOf } from "../../logic/problems";
import { Dialog } from "../Dialog";
import { DialogButtons } from "../DialogButtons";
import { Name } from "../Name";
import { ProblemNote } from "../ProblemNote";
import { ExactTime } from "../Time";
import classes from "./creations.module.css";
import type { ItemListProps } from "./ItemList";

export interface SettleItemProps {
  readonly item: CreationItem;
  /** Whether its creation is under way: the server settles nothing of it meanwhile. */
  readonly running: boolean;
  readonly settle: ItemListProps["settle"];
}

export function SettleItem({ item: { index, candidates }, running, settle }: SettleItemProps) {
  const t = useTranslations("settle");
  const [asked, setAsked] = useState<Candidate>();
  const mine = settle.variables?.index === index;
  const pending = mine && settle.isPending;
  const held = pending || running;
  const send = (action: "look" | "retry" | "dismiss", uuid?: string) =>
    settle.mutate({ index, action, ...(uuid !== undefined && { uuid }) });
  return (
    <div className={classes.settle}>
      <Text size="sm">
        {candidates === undefined ? t("notLooked") : t("found", { count: candidates.length })}
      </Text>
      {candidates?.map((candidate) => (
        <Group key={candidate.uuid} justify="space-between" gap="xs" className={classes.candidate}>
          <div className={classes.what}>
            <Name>{candidate.name}</Name>
            <Text size="sm" c="dimmed">
              <ExactTime value={candidate.created_at} /> · {candidate.uuid.slice(0, 8)}
            </Text>
          </div>
          <Button
            size="compact-sm"
            variant="default"
            {...(!held && { c: "var(--mantine-color-error)" })}
            disabled={held}
            onClick={() => setAsked(candidate)}
          >
            {t("deleteAndCreate")}
          </Button>
        </Group>
      ))}
      <Group gap="xs" mt={8}>
        <Button size="compact-sm" variant="default" loading={pending} onClick={() => send("look")}>
          {t(candidates === undefined ? "lookNow" : "look")}
        </Button>
        {candidates?.length === 0 && (
          <Button size="compact-sm" disabled={held} onClick={() => send("retry")}>
            {t("create")}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          disabled={pending}
          onClick={() => send("dismiss")}
        >
          {t(candidates?.length === 0 ? "leave" : "keep")}
        </Button>
      </Group>
      {mine && settle.error && <ProblemNote write problem={problemOf(settle.error)} />}
      <Dialog
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t("askTitle")}
      >
        <Text size="sm">{t("ask")}</Text>
        {asked && (
          <Text size="sm" mt="xs" fw={600} component="div">
            <Name lines={3}>{asked.name}</Name>
          </Text>
        )}
        <DialogButtons
          danger
          label={t("deleteAndCreate")}
          pending={false}
          onCancel={() => setAsked(undefined)}
          onClose={() => setAsked(undefined)}
          onConfirm={() => {
            send("retry", asked?.uuid);
            setAsked(undefined);
          }}
        />
      </Dialog>
    </div>
  );
}
