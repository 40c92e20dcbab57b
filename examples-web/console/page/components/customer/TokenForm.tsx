/** A customer that was made elsewhere: who has its token gives it to the server here. */
import { Stack, Text, TextInput } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useStoreToken } from "../../hooks/use-customer";
import { problemOf } from "../../logic/problems";
import { ProblemNote } from "../ProblemNote";
import { SendButton } from "../SendButton";
import { useForm } from "../../hooks/use-form";

export interface TokenFormProps {
  readonly uuid: string;
  /** The API does not take the token that the server has. */
  readonly refused: boolean;
}

export function TokenForm({ uuid, refused }: TokenFormProps) {
  const t = useTranslations("token");
  const store = useStoreToken(uuid);
  const { value, setValue, field, submit } = useForm("", (typed) => {
    if (typed.trim() === "") return t("empty");
    store.mutate(typed.trim());
    // Sent, it is not to be read in the page any more, whatever comes of it.
    setValue("");
    return undefined;
  });
  const problem = store.error ? problemOf(store.error) : undefined;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t(refused ? "refused" : "missing")}</Text>
        <TextInput
          {...field}
          label={t("label")}
          description={t("description")}
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        {problem && <ProblemNote write problem={problem} />}
        <SendButton
          problem={problem}
          variant="default"
          loading={store.isPending}
          style={{ alignSelf: "start" }}
        >
          {t("submit")}
        </SendButton>
      </Stack>
    </form>
  );
}
