import { MantineThemeProvider, Notification } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useTranslations } from "use-intl";

/** Where notices appear. Their buttons to close them have a name in the page's language. */
export function Toasts() {
  const t = useTranslations("common");
  const closeButtonProps = { "aria-label": t("close") };
  const components = { Notification: Notification.extend({ defaultProps: { closeButtonProps } }) };
  return (
    <MantineThemeProvider theme={{ components }}>
      <Notifications position="bottom-left" limit={4} zIndex={350} />
    </MantineThemeProvider>
  );
}
