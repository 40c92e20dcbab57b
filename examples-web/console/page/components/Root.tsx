import { Modal } from "@mantine/core";
import { useDeferredValue } from "react";
import { Outlet } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useSession } from "../hooks/use-session";
import { Shell } from "./Shell";
import { SignIn } from "./SignIn";
import { PageSkeleton } from "./Skeleton";

/** What is around each page, and in front of it where the session ended meanwhile. */
export function Root() {
  const { data: state } = useSession();
  const t = useTranslations("signIn");
  // The frame first: the page in it is made in slices.
  const framed = useDeferredValue(true, false);
  return (
    <>
      <Shell session={state?.status === "in" ? state.session : undefined}>
        {framed ? <Outlet /> : <PageSkeleton />}
      </Shell>
      {/* Over the page and not in its place: what was typed is there again afterwards. */}
      <Modal
        opened={state?.status === "over"}
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
