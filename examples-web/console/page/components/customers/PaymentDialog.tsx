import { Stack, Text } from "@mantine/core";
import type { Customer } from "reportei-customers";
import { useTranslations } from "use-intl";
import { usePayment } from "../../hooks/use-writes";
import { problemOf } from "../../logic/problems";
import { DialogButtons } from "../DialogButtons";
import { Name } from "../Name";
import { notifyDone, notifyProblem } from "../notify";
import { ProblemNote } from "../ProblemNote";
import { ActionDialog, type ActionDialogProps } from "./ActionDialog";

export function PaymentDialog({ customer, ...dialog }: ActionDialogProps) {
  const t = useTranslations("payment");
  const payment = usePayment();
  const paying = !customer.is_paying;
  const undo = useUndo(customer, !paying);
  const confirm = async () => {
    await payment.mutateAsync({ uuid: customer.uuid, paying });
    const message = t.rich(paying ? "nowPaying" : "nowNotPaying", {
      name: () => <Name lines={3}>{customer.name}</Name>,
    });
    notifyDone(message, { label: t("undo"), run: undo });
    dialog.onClose();
  };
  const problem = payment.error ? problemOf(payment.error) : undefined;
  return (
    <ActionDialog
      state={dialog}
      busy={payment.isPending}
      title={t(paying ? "titlePaying" : "titleNotPaying")}
    >
      <Stack gap="sm">
        <Text size="sm">
          {t.rich(paying ? "askPaying" : "askNotPaying", {
            name: () => <Name lines={3}>{customer.name}</Name>,
          })}
        </Text>
        {problem && <ProblemNote write problem={problem} />}
      </Stack>
      <DialogButtons
        label={t(paying ? "submitPaying" : "submitNotPaying")}
        pending={payment.isPending}
        problem={problem}
        onCancel={payment.cancel}
        onClose={dialog.onClose}
        onConfirm={() => void confirm().catch(() => {})}
      />
    </ActionDialog>
  );
}

/** Its notice outlives the dialog, and so does what it does. */
function useUndo(customer: Customer, paying: boolean): () => void {
  const t = useTranslations("payment");
  const { mutateAsync } = usePayment();
  const undo = async () => {
    try {
      await mutateAsync({ uuid: customer.uuid, paying });
      notifyDone(t.rich("undone", { name: () => <Name lines={3}>{customer.name}</Name> }));
    } catch (error) {
      notifyProblem(t("undoFailed"), error, () => void undo());
    }
  };
  return () => void undo();
}
