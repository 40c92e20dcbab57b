/** A customer in detail, beside the index, at an address of its own. */
import { Button, Drawer, Group, Skeleton, Stack } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Pencil, Trash2, Wallet } from "lucide-react";
import type { Customer } from "reportei-customers";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useCustomer } from "../../hooks/use-customer";
import { usePageTitle } from "../../hooks/use-title";
import { problemOf } from "../../logic/problems";
import type { View } from "../../logic/view";
import { guardClicks } from "../click-guard";
import { useCustomerActions } from "../customers/CustomerActions";
import { NO_BANNER } from "../Dialog";
import { returnFocus } from "../focus";
import { Name } from "../Name";
import { ProblemNote } from "../ProblemNote";
import { Waiting } from "../Waiting";
import { CustomerFacts } from "./CustomerFacts";
import { Integrations } from "./Integrations";

const route = getRouteApi("/customers/$uuid");

export function CustomerDrawer() {
  const { uuid } = route.useParams();
  const t = useTranslations("details");
  const navigate = useNavigate();
  const customer = useCustomer(uuid);
  const [opened, setOpened] = useState(true);
  const [opener] = useState(() => document.activeElement);
  const name = customer.data?.name ?? t("title");
  usePageTitle(name.slice(0, 80));
  useEffect(() => guardClicks, []);
  return (
    <Drawer
      opened={opened}
      onClose={() => {
        guardClicks();
        setOpened(false);
      }}
      returnFocus={false}
      onExitTransitionEnd={() => {
        returnFocus(opener);
        void navigate({ to: "/customers", search: (before) => before as View, resetScroll: false });
      }}
      position="right"
      size={520}
      title={<Name lines={3}>{name}</Name>}
      closeButtonProps={{ "aria-label": t("close") }}
      overlayProps={{ backgroundOpacity: 0.25 }}
      transitionProps={{ duration: 120 }}
      attributes={NO_BANNER}
    >
      <Stack gap="lg">
        {customer.error && (
          <ProblemNote
            problem={problemOf(customer.error)}
            onRetry={() => void customer.refetch()}
          />
        )}
        {!customer.data && customer.isFetching && <Skeleton h={260} />}
        <Waiting active={customer.isFetching} />
        {customer.data && !isGoneError(customer.error) && (
          <>
            <Actions customer={customer.data} />
            <CustomerFacts customer={customer.data} />
            <Integrations uuid={uuid} />
          </>
        )}
      </Stack>
    </Drawer>
  );
}

const isGoneError = (error: Error | null) =>
  error !== null && problemOf(error).kind === "not_found";

function Actions({ customer }: { readonly customer: Customer }) {
  const t = useTranslations("actions");
  const act = useCustomerActions();
  return (
    <Group gap="xs">
      <Button
        variant="default"
        leftSection={<Pencil size={16} />}
        onClick={() => act("rename", customer)}
      >
        {t("rename")}
      </Button>
      <Button
        variant="default"
        leftSection={<Wallet size={16} />}
        onClick={() => act("payment", customer)}
      >
        {t(customer.is_paying ? "markNotPaying" : "markPaying")}
      </Button>
      <Button
        variant="default"
        c="var(--mantine-color-error)"
        leftSection={<Trash2 size={16} />}
        onClick={() => act("delete", customer)}
      >
        {t("delete")}
      </Button>
    </Group>
  );
}
