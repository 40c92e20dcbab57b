/** One customer in detail: itself, its settings, and whether the server has its token. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CUSTOMER_HEADER } from "../../shared/api";
import { consoleApi } from "../api/console";
import { reportei } from "../api/client";
import type { Index } from "./use-customers";

const customerKey = (uuid: string) => ["customer", uuid];
const settingsKey = (uuid: string) => ["settings", uuid];
const vaultKey = (uuid: string) => ["vault", uuid];

export function useCustomer(uuid: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: customerKey(uuid),
    queryFn: ({ signal }) => reportei.show(uuid, { signal }),
    refetchOnWindowFocus: true,
    placeholderData: () =>
      client.getQueryData<Index>(["customers"])?.rows.find(({ customer }) => customer.uuid === uuid)
        ?.customer,
  });
}

export function useVaultEntry(uuid: string) {
  return useQuery({
    queryKey: vaultKey(uuid),
    queryFn: ({ signal }) => consoleApi.vaultEntry(uuid, signal),
  });
}

/** The server adds the customer's token: the call only names the customer. */
export function useSettings(uuid: string, enabled: boolean) {
  return useQuery({
    queryKey: settingsKey(uuid),
    queryFn: ({ signal }) => reportei.settings({ signal, headers: { [CUSTOMER_HEADER]: uuid } }),
    enabled,
  });
}

export function useStoreToken(uuid: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => consoleApi.storeToken(uuid, token),
    // The token is the variable of this mutation, which must not stay in the cache.
    gcTime: 0,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: vaultKey(uuid) }),
        client.invalidateQueries({ queryKey: settingsKey(uuid) }),
      ]),
  });
}

export function useForgetCustomer() {
  const client = useQueryClient();
  return (uuid: string) => client.invalidateQueries({ queryKey: customerKey(uuid) });
}
