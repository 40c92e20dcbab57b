/** What went wrong, in a person's words, with the next step; what a program knows is folded. */
import { Alert, Button, Code, Group, Text } from "@mantine/core";
import { CircleAlert, TriangleAlert } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useOnline } from "../hooks/use-online";
import { useSecondsLeft } from "../hooks/use-seconds-left";
import classes from "./ProblemNote.module.css";
import { isSignedOut, sentenceOf, type Problem } from "../logic/problems";

export interface ProblemNoteProps {
  readonly problem: Problem;
  /** Whether something was to be changed: it may have been, without an answer. */
  readonly write?: boolean;
  readonly onRetry?: (() => void) | undefined;
  readonly retryLabel?: string;
  readonly actions?: ReactNode;
  /** What stands above the sentence: what could not be done. */
  readonly title?: string;
  /** Whether it is to be seen wherever the page is scrolled to, and does not scroll it itself. */
  readonly sticky?: boolean;
}

export function ProblemNote(props: ProblemNoteProps) {
  const { problem, write = false, onRetry, retryLabel, actions, title, sticky = false } = props;
  const t = useTranslations("problems");
  const sentence = sentenceOf(problem, { online: useOnline(), write });
  const secondsLeft = useSecondsLeft(problem.retryAt);
  const note = useRef<HTMLDivElement>(null);
  // A failure shows where the person is looking.
  useEffect(() => {
    // Newer browsers return a promise, which is no clean-up of the effect.
    if (!sticky) void note.current?.scrollIntoView({ block: "nearest" });
  }, [problem, sticky]);
  // The way back in lies over the page then, and says it.
  if (isSignedOut(problem)) return null;
  const unclear = sentence.endsWith("Unknown") || sentence === "unreadableApplied";
  return (
    <Alert
      ref={note}
      {...(sticky && { className: classes.sticky })}
      role="alert"
      color={unclear ? "yellow" : "red"}
      variant="light"
      icon={unclear ? <TriangleAlert /> : <CircleAlert />}
      title={title ?? t(`${sentence}.title`)}
      styles={{ title: { color: "var(--text)" }, message: { color: "var(--text)" } }}
    >
      {title !== undefined && <Text size="sm">{t(`${sentence}.title`)}</Text>}
      <Text size="sm">{t(`${sentence}.next`)}</Text>
      {secondsLeft > 0 && (
        <Text size="sm" fw={600}>
          {t("retryIn", { seconds: secondsLeft })}
        </Text>
      )}
      <Details problem={problem} />
      {(onRetry || actions) && (
        <Group gap="xs" mt="xs">
          {onRetry && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={secondsLeft > 0}
              onClick={onRetry}
            >
              {retryLabel ?? t("retry")}
            </Button>
          )}
          {actions}
        </Group>
      )}
    </Alert>
  );
}

function Details({ problem }: { readonly problem: Problem }) {
  const t = useTranslations("problems");
  const { kind, outcome, status, code, requestId, message } = problem;
  const facts = [kind, outcome, status, code, requestId].filter((fact) => fact !== undefined);
  return (
    <details>
      <summary>
        <Text span size="sm">
          {t("details")}
        </Text>
      </summary>
      <Code block>{`${message}\n${facts.join(" · ")}`}</Code>
    </details>
  );
}
