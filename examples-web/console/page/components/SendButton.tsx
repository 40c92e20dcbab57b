/** The button that sends something, and again where that failed. */
import { Button, VisuallyHidden, type ButtonProps } from "@mantine/core";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { useSecondsLeft } from "../hooks/use-seconds-left";
import type { Problem } from "../logic/problems";

export interface SendButtonProps extends ButtonProps {
  /** What came of it before. While the server asks for a wait, the button sends nothing. */
  readonly problem: Problem | undefined;
  /** Left out where the button submits a form. */
  readonly onClick?: () => void;
}

export function SendButton({ problem, onClick, ...rest }: SendButtonProps) {
  const t = useTranslations("problems");
  const id = useId();
  const seconds = useSecondsLeft(problem?.retryAt);
  const waits = seconds > 0;
  return (
    <>
      <Button
        type={onClick ? "button" : "submit"}
        {...rest}
        // Not `disabled`, which would drop the focus. Enter in a form's field is a click here too.
        data-disabled={waits}
        aria-disabled={waits}
        aria-describedby={waits ? id : undefined}
        onClick={(event) => (waits ? event.preventDefault() : onClick?.())}
      />
      {waits && <VisuallyHidden id={id}>{t("retryIn", { seconds })}</VisuallyHidden>}
    </>
  );
}
