import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useTranslations } from "use-intl";
import { MAX_NAME_LENGTH } from "../../../shared/api";
import { RenamedMeanwhile, useRename } from "../../hooks/use-writes";
import { alreadyThere, comparable, nameFault } from "../../logic/names";
import { problemOf } from "../../logic/problems";
import { DialogButtons } from "../DialogButtons";
import { Name } from "../Name";
import { notifyDone } from "../notify";
import { ProblemNote } from "../ProblemNote";
import { useForm } from "../../hooks/use-form";
import { ActionDialog, type ActionDialogProps } from "./ActionDialog";

export interface RenameDialogProps extends ActionDialogProps {
  /** All customers' names: two of one name are warned of. */
  readonly names: readonly string[];
}

export function RenameDialog({ customer, names, ...dialog }: RenameDialogProps) {
  const t = useTranslations("rename");
  const tName = useTranslations("nameField");
  const rename = useRename(customer.uuid);
  const send = async (name: string, seen: string) => {
    await rename.mutateAsync({ name, seen });
    notifyDone(t.rich("done", { name: () => <Name lines={3}>{name}</Name> }));
    dialog.onClose();
  };
  const { value, setValue, field, submit } = useForm(customer.name, (typed) => {
    const fault = nameFault(typed);
    if (fault) return tName(fault, { max: MAX_NAME_LENGTH });
    if (typed.trim() === customer.name) return t("same");
    send(typed.trim(), customer.name).catch(() => {}); // The dialog shows what `rename.error` says.
    return undefined;
  });
  const changed = rename.error instanceof RenamedMeanwhile ? rename.error.current : undefined;
  const problem = rename.error && !changed ? problemOf(rename.error) : undefined;
  const refused =
    problem?.kind === "validation" ? problem.fieldErrors["name"]?.join(" ") : undefined;
  const double =
    comparable(value) !== comparable(customer.name) && alreadyThere([value], names).length > 0;
  return (
    <ActionDialog state={dialog} busy={rename.isPending} title={t("title")}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            {...field}
            data-autofocus
            label={tName("label")}
            error={field.error ?? (refused && tName("refused", { why: refused }))}
            description={double ? tName("double") : undefined}
            maxLength={MAX_NAME_LENGTH + 1}
            autoComplete="off"
            disabled={rename.isPending}
            value={value}
            onChange={(event) => {
              setValue(event.currentTarget.value);
              if (!rename.isPending) rename.reset();
            }}
          />
          {changed && (
            <div role="alert">
              <Text size="sm">
                {t.rich("changed", { name: () => <Name lines={3}>{changed.name}</Name> })}
              </Text>
              <Button
                mt="xs"
                size="compact-sm"
                variant="default"
                onClick={() => void send(value.trim(), changed.name).catch(() => {})}
              >
                {t("overwrite")}
              </Button>
            </div>
          )}
          {problem && !refused && <ProblemNote write problem={problem} />}
        </Stack>
        <DialogButtons
          label={t("submit")}
          pending={rename.isPending}
          problem={problem}
          onCancel={rename.cancel}
          onClose={dialog.onClose}
        />
      </form>
    </ActionDialog>
  );
}
