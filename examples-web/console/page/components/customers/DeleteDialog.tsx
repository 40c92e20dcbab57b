import { Stack, Text, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useDelete } from "../../hooks/use-writes";
import { deletePhrase, isPhrase } from "../../logic/names";
import { problemOf } from "../../logic/problems";
import type { View } from "../../logic/view";
import { DialogButtons } from "../DialogButtons";
import { Name } from "../Name";
import { notifyDone } from "../notify";
import { ProblemNote } from "../ProblemNote";
import { useForm } from "../../hooks/use-form";
import { ActionDialog, type ActionDialogProps } from "./ActionDialog";

export function DeleteDialog({ customer, ...dialog }: ActionDialogProps) {
  const t = useTranslations("delete");
  const navigate = useNavigate();
  const deletion = useDelete(customer.uuid);
  const phrase = deletePhrase(customer);
  const name = () => <Name lines={3}>{customer.name}</Name>;
  const send = async () => {
    const { already } = await deletion.mutateAsync();
    notifyDone(t.rich(already ? "already" : "done", { name }));
    dialog.onClose();
    // Its details are of nobody any more.
    await navigate({ to: "/customers", search: (before) => before as View, resetScroll: false });
  };
  const { value, setValue, field, submit } = useForm("", (typed) => {
    if (!isPhrase(typed, phrase)) return t("wrong");
    send().catch(() => {}); // The dialog shows what `deletion.error` says.
    return undefined;
  });
  const problem = deletion.error ? problemOf(deletion.error) : undefined;
  return (
    <ActionDialog state={dialog} busy={deletion.isPending} title={t("title")}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text size="sm">{t.rich("ask", { name })}</Text>
          <Text size="sm">{t("consequence")}</Text>
          <TextInput
            {...field}
            data-autofocus
            label={
              <>
                {t("type")} <Name lines={3}>{phrase}</Name>
              </>
            }
            autoComplete="off"
            spellCheck={false}
            disabled={deletion.isPending}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          {problem && <ProblemNote write problem={problem} />}
        </Stack>
        <DialogButtons
          danger
          label={t("submit")}
          pending={deletion.isPending}
          problem={problem}
          onCancel={deletion.cancel}
          onClose={dialog.onClose}
        />
      </form>
    </ActionDialog>
  );
}
