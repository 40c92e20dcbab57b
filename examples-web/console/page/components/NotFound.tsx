import { Anchor, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { usePageTitle } from "../hooks/use-title";

export function NotFound() {
  const t = useTranslations("notFound");
  usePageTitle(t("title"));
  return (
    <>
      <Title order={1} size="h2">
        {t("title")}
      </Title>
      <Text mt="xs">
        <Anchor component={Link} to="/customers" underline="always">
          {t("back")}
        </Anchor>
      </Text>
    </>
  );
}
