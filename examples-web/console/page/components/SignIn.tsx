import { Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useForm } from "../hooks/use-form";
import { useTranslations } from "use-intl";
import { useSignIn } from "../hooks/use-session";
import { usePageTitle } from "../hooks/use-title";
import { problemOf } from "../logic/problems";
import { LanguageSwitch } from "./Preferences";
import { ProblemNote } from "./ProblemNote";
import { SendButton } from "./SendButton";
import classes from "./SignIn.module.css";

/** The way in, and in again where a session ended in the middle of something. */
export function SignIn({ over = false }: { readonly over?: boolean }) {
  const t = useTranslations("signIn");
  usePageTitle(t("title"));
  const signIn = useSignIn();
  const { value, setValue, field, submit } = useForm("", (password) => {
    if (password === "") return t("empty");
    signIn.mutate(password, { onSuccess: () => setValue("") });
    return undefined;
  });
  const problem = signIn.error ? problemOf(signIn.error) : undefined;
  const wrong = problem?.code === "wrong_password" ? t("wrong") : undefined;
  // Over the page it stands in a dialog, and the page has its own main content.
  const Place = over ? "div" : "main";
  return (
    <Place className={classes.page}>
      <Paper className={classes.card} component="form" onSubmit={submit} noValidate>
        <Stack gap="md">
          <img src="/icon.svg" alt="" width={40} height={40} />
          <div>
            <Title order={1} size="h3">
              {t("title")}
            </Title>
            <Text size="sm" c="dimmed">
              {over ? t("over") : t("lead")}
            </Text>
          </div>
          {/* Password managers keep a password under a name, and there is one user. */}
          <input type="text" autoComplete="username" value="console" readOnly hidden />
          <PasswordInput
            {...field}
            data-autofocus
            autoFocus
            label={t("password")}
            autoComplete="current-password"
            error={field.error ?? wrong}
            aria-invalid={(field.error ?? wrong) !== undefined}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": t("show") }}
          />
          {problem && !wrong && <ProblemNote problem={problem} />}
          <SendButton problem={problem} loading={signIn.isPending} fullWidth>
            {t("submit")}
          </SendButton>
          <LanguageSwitch />
        </Stack>
      </Paper>
    </Place>
  );
}
