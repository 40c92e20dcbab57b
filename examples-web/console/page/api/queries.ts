import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { noticeSessionOver } from "../hooks/use-session";

/** The API's client makes its own retries, and an offline call is to fail and be said. */
const ONCE = { retry: false, networkMode: "always" } as const;

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => noticeSessionOver(client, error) }),
    mutationCache: new MutationCache({ onError: (error) => noticeSessionOver(client, error) }),
    defaultOptions: { queries: { ...ONCE, staleTime: 10_000 }, mutations: ONCE },
  });
  return client;
}
