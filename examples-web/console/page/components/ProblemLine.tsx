import { Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useOnline } from "../hooks/use-online";
import { sentenceOf, type Problem } from "../logic/problems";

export interface ProblemLineProps {
  readonly problem: Problem;
  readonly write?: boolean;
}

/** What went wrong with one of many, in a line. */
export function ProblemLine({ problem, write = false }: ProblemLineProps) {
  const t = useTranslations("problems");
  const sentence = sentenceOf(problem, { online: useOnline(), write });
  const said = Object.values(problem.fieldErrors).flat().join(" ");
  return (
    <Text size="sm" c="dimmed">
      {t(`${sentence}.title`)} {said}
    </Text>
  );
}
