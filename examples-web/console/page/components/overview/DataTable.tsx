import { Table } from "@mantine/core";
import { useFormatter } from "use-intl";

export interface DataTableProps {
  readonly head: readonly [string, string];
  readonly rows: readonly { readonly label: string; readonly count: number }[];
  readonly caption?: string;
}

export function DataTable({ head, rows, caption }: DataTableProps) {
  const format = useFormatter();
  return (
    <div
      style={{ maxHeight: 260, overflowY: "auto" }}
      tabIndex={0}
      role="group"
      aria-label={caption}
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{head[0]}</Table.Th>
            <Table.Th ta="end">{head[1]}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ label, count }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={400}>
                {label}
              </Table.Th>
              <Table.Td ta="end">{format.number(count)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
