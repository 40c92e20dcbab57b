import { ActionIcon, Code, CopyButton, Group, Tooltip } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import type { Customer } from "reportei-customers";
import { useTranslations } from "use-intl";
import { useMemo, type ReactNode } from "react";
import { toRow } from "../../logic/states";
import { Status } from "../customers/Status";
import { Name } from "../Name";
import { ExactTime } from "../Time";
import classes from "./details.module.css";

export function CustomerFacts({ customer }: { readonly customer: Customer }) {
  const t = useTranslations("details");
  const row = useMemo(() => toRow(customer, new Date()), [customer]);
  return (
    <dl className={classes.facts}>
      <Fact label={t("status")}>
        <Status state={row.state} daysLeft={row.daysLeft} />
      </Fact>
      <Fact label={t("ends")}>
        {customer.trial_ends_at === null ? (
          t("noTrial")
        ) : (
          <ExactTime value={customer.trial_ends_at} />
        )}
      </Fact>
      <Fact label={t("created")}>
        <ExactTime value={customer.created_at} />
      </Fact>
      <Fact label={t("updated")}>
        <ExactTime value={customer.updated_at} />
      </Fact>
      <Fact label={t("merchant")}>
        <Name lines={3}>{customer.merchant}</Name>
      </Fact>
      <Fact label={t("id")}>
        <Group gap={4} wrap="nowrap">
          <Code className={classes.id}>{customer.uuid}</Code>
          <CopyId uuid={customer.uuid} />
        </Group>
      </Fact>
    </dl>
  );
}

interface FactProps {
  readonly label: string;
  readonly children: ReactNode;
}

function Fact({ label, children }: FactProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function CopyId({ uuid }: { readonly uuid: string }) {
  const t = useTranslations("details");
  return (
    <CopyButton value={uuid}>
      {({ copied, copy }) => (
        <Tooltip label={t(copied ? "copied" : "copy")}>
          <ActionIcon aria-label={t(copied ? "copied" : "copy")} onClick={copy}>
            {copied ? <Check size={16} /> : <Copy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
