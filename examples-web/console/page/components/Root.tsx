import { Modal } from "@mantine/core";
import { Outlet } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useSession } from "../hooks/use-session";
import { problemOf } from "../logic/problems";
import { ProblemNote } from "./ProblemNote";
import { Shell, ShellSkeleton } from "./Shell";
import { SignIn } from "./SignIn";

/** Nothing of the console is shown to whoever is not signed in. */
export function Root() {
  const { data: state, error, refetch } = useSession();
  const t = useTranslations("signIn");
  if (error && !state) {
    return (
      <main style={{ maxWidth: 560, margin: "15vh auto", padding: 16 }}>
        <ProblemNote problem={problemOf(error)} onRetry={() => void refetch()} />
      </main>
    );
  }
  if (!state) return <ShellSkeleton />;
  if (state.status === "out") return <SignIn />;
  return (
    <>
      <Shell session={state.status === "in" ? state.session : undefined}>
        <Outlet />
      </Shell>
      {/* Over the page and not in its place: what was typed is there again afterwards. */}
      <Modal
        opened={state.status === "over"}
        onClose={() => {}}
        fullScreen
        zIndex={400}
        withCloseButton={false}
        closeOnEscape={false}
        padding={0}
        transitionProps={{ duration: 0 }}
        attributes={{ content: { "aria-label": t("title") } }}
      >
        <SignIn over />
      </Modal>
    </>
  );
}
