/** Words that stay for a while beside the page, and its failures until they are put away. */
import { Button, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { problemOf } from "../logic/problems";
import { ProblemNote } from "./ProblemNote";

const SHOWN_MS = 10_000;

export interface NotifyAction {
  readonly label: string;
  readonly run: () => void;
}

export function notifyDone(message: ReactNode, action?: NotifyAction): void {
  const id = crypto.randomUUID();
  notifications.show({
    id,
    color: "teal",
    autoClose: SHOWN_MS,
    role: "status",
    message: (
      <>
        <Text size="sm">{message}</Text>
        {action && (
          <Button
            size="compact-sm"
            variant="default"
            mt={6}
            onClick={() => {
              notifications.hide(id);
              action.run();
            }}
          >
            {action.label}
          </Button>
        )}
      </>
    ),
  });
}

export function notifyProblem(title: string, error: unknown, onRetry?: () => void): void {
  const id = crypto.randomUUID();
  const retry = onRetry && (() => (notifications.hide(id), onRetry()));
  notifications.show({
    id,
    autoClose: false,
    color: "red",
    // The note in it is the alert.
    role: "group",
    message: <ProblemNote write title={title} problem={problemOf(error)} onRetry={retry} />,
  });
}
