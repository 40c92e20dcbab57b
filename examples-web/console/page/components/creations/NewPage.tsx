/** One new customer or many, and what became of those before. */
import {
  Anchor,
  Button,
  Group,
  Paper,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState, type ClipboardEvent } from "react";
import { useTranslations } from "use-intl";
import { MAX_NAME_LENGTH, MAX_NAMES } from "../../../shared/api";
import { useStartCreation } from "../../hooks/use-creations";
import { useCustomers } from "../../hooks/use-customers";
import { useLeaveQuestion } from "../../hooks/use-leave-question";
import { usePageTitle } from "../../hooks/use-title";
import { alreadyThere, nameFault, parseNames } from "../../logic/names";
import { problemOf } from "../../logic/problems";
import { ProblemNote } from "../ProblemNote";
import { SendButton } from "../SendButton";
import { useForm } from "../../hooks/use-form";
import { Waiting } from "../Waiting";
import { CreationList } from "./CreationList";
import classes from "./creations.module.css";

export function NewPage() {
  const t = useTranslations("new");
  usePageTitle(t("title"));
  const [many, setMany] = useState(false);
  const [text, setText] = useState("");
  return (
    <>
      <Title order={1} size="h2">
        {t("title")}
      </Title>
      <Text c="dimmed" size="sm" mt={4} maw={640}>
        {t("lead")}
      </Text>
      <Paper withBorder className={classes.form}>
        {many ? (
          <ManyForm text={text} setText={setText} />
        ) : (
          <OneForm
            text={text}
            setText={setText}
            onPasteMany={(pasted) => {
              setText(pasted);
              setMany(true);
            }}
          />
        )}
        <Anchor
          component="button"
          type="button"
          size="sm"
          mt="md"
          underline="always"
          onClick={() => setMany(!many)}
        >
          {t(many ? "one" : "many")}
        </Anchor>
      </Paper>
      <CreationList />
    </>
  );
}

interface FormProps {
  readonly text: string;
  readonly setText: (text: string) => void;
}

interface OneFormProps extends FormProps {
  readonly onPasteMany: (text: string) => void;
}

function OneForm({ text, setText, onPasteMany }: OneFormProps) {
  const t = useTranslations("new");
  const tName = useTranslations("nameField");
  const { send, ...sending } = useSend();
  const { setValue, field, submit } = useForm(text, () => {
    const fault = nameFault(text);
    if (fault) return tName(fault, { max: MAX_NAME_LENGTH });
    send([text.trim()]);
    return undefined;
  });
  const double = useAlreadyThere([text]).length > 0;
  const change = (next: string) => {
    setText(next);
    setValue(next);
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData("text/plain").trim();
    if (!/[\r\n]/u.test(pasted)) return;
    event.preventDefault();
    onPasteMany(pasted);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput
          {...field}
          autoFocus
          label={tName("label")}
          description={double ? tName("double") : t("hint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          maxLength={MAX_NAME_LENGTH + 1}
          autoComplete="off"
          value={text}
          onPaste={paste}
          onChange={(event) => change(event.currentTarget.value)}
        />
        <Send count={1} sending={sending} />
      </Stack>
    </form>
  );
}

function ManyForm({ text, setText }: FormProps) {
  const t = useTranslations("new");
  const { send, ...sending } = useSend();
  const parsed = useMemo(() => parseNames(text), [text]);
  const { names, repeated } = parsed;
  const there = useAlreadyThere(names);
  const { setError, field, submit } = useForm(text, () => {
    if (names.length === 0) return t("noNames");
    if (parsed.tooMany) return t("tooMany", { max: MAX_NAMES });
    if (parsed.tooLong.length > 0) {
      return t("tooLong", { max: MAX_NAME_LENGTH, lines: parsed.tooLong.slice(0, 10).join(", ") });
    }
    send(names);
    return undefined;
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Textarea
          {...field}
          autoFocus
          label={t("names")}
          description={t("namesHint", { max: MAX_NAMES })}
          rows={10}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setError(undefined);
          }}
        />
        <div className={classes.warnings} role="status">
          <Text size="sm">{t("count", { count: names.length })}</Text>
          {repeated.length > 0 && (
            <Text size="sm">
              {t("repeated", { count: repeated.length, example: short(repeated) })}
            </Text>
          )}
          {there.length > 0 && (
            <Text size="sm">{t("there", { count: there.length, example: short(there) })}</Text>
          )}
        </div>
        <Send count={names.length} sending={sending} />
      </Stack>
    </form>
  );
}

interface SendProps {
  readonly count: number;
  readonly sending: Omit<ReturnType<typeof useSend>, "send">;
}

/** The end of either form: what came of the last try, and the next one. */
function Send({ count, sending: { pending, problem } }: SendProps) {
  const t = useTranslations("new");
  return (
    <>
      {problem && <ProblemNote write problem={problem} />}
      {problem?.outcome === "unknown" && <Text size="sm">{t("safe")}</Text>}
      <Waiting active={pending} />
      <Group>
        <SendButton problem={problem} loading={pending}>
          {t("submit", { count })}
        </SendButton>
      </Group>
    </>
  );
}

const short = (names: readonly string[]) => names[0]?.slice(0, 60) ?? "";

function useSend() {
  const start = useStartCreation();
  const navigate = useNavigate();
  useLeaveQuestion(start.isPending);
  const send = (names: readonly string[]) =>
    start.mutate(names, {
      onSuccess: ({ id }) => void navigate({ to: "/new/$id", params: { id } }),
    });
  return {
    send,
    pending: start.isPending,
    problem: start.error ? problemOf(start.error) : undefined,
  };
}

function useAlreadyThere(names: readonly string[]): readonly string[] {
  const { rows } = useCustomers();
  const existing = useMemo(() => rows.map(({ customer }) => customer.name), [rows]);
  return useMemo(() => alreadyThere(names, existing), [names, existing]);
}
