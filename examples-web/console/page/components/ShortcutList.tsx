import { Kbd, Table } from "@mantine/core";
import { useTranslations } from "use-intl";
import { Dialog } from "./Dialog";

const KEYS = [
  [["/"], "search"],
  [["n"], "new"],
  [["["], "previous"],
  [["]"], "next"],
  [["r"], "refresh"],
  [["↑", "↓", "←", "→"], "move"],
  [["Enter"], "open"],
  [["?"], "list"],
] as const;

export function ShortcutList(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const t = useTranslations("shortcuts");
  return (
    <Dialog {...props} title={t("title")} closeOnClickOutside>
      <Table>
        <Table.Tbody>
          {KEYS.map(([keys, what]) => (
            <Table.Tr key={what}>
              <Table.Th scope="row" fw={400}>
                {t(what)}
              </Table.Th>
              <Table.Td ta="end">
                {keys.map((key) => (
                  <Kbd key={key} ms={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
