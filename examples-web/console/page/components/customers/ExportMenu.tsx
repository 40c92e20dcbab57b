import { Button, Menu } from "@mantine/core";
import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Row } from "../../logic/states";
import { notifyProblem } from "../notify";

export interface ExportMenuProps {
  readonly all: readonly Row[];
  readonly filtered: readonly Row[];
  readonly selected: readonly Row[];
}

export function ExportMenu({ all, filtered, selected }: ExportMenuProps) {
  const t = useTranslations("export");
  const save = useSave();
  const choices = { all, filtered, selected };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={16} />} disabled={all.length === 0}>
          {t("title")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(["selected", "filtered", "all"] as const).map((key) => (
          <Menu.Item
            key={key}
            disabled={choices[key].length === 0}
            onClick={() => void save(choices[key])}
          >
            {t(key, { count: choices[key].length })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function useSave() {
  const t = useTranslations("export");
  const tStatus = useTranslations("status");
  const words = {
    headers: [
      t("headers.id"),
      t("headers.name"),
      t("headers.status"),
      t("headers.ends"),
      t("headers.created"),
      t("headers.updated"),
      t("headers.merchant"),
    ],
    states: {
      paying: tStatus("paying"),
      trial: tStatus("trial"),
      expired: tStatus("expired"),
      none: tStatus("none"),
    },
  } as const;
  const save = async (rows: readonly Row[]): Promise<void> => {
    try {
      const { toCsv } = await import("../../logic/csv");
      offerFile(toCsv(rows, words), `${t("file")}-${new Date().toISOString().slice(0, 10)}.csv`);
    } catch (error) {
      notifyProblem(t("failed"), error, () => void save(rows));
    }
  };
  return save;
}

const KEPT_MS = 60_000;

function offerFile(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
