import { useInfiniteQuery } from "@tanstack/react-query";
import { consoleApi } from "../api/console";

export function useAudit() {
  return useInfiniteQuery({
    queryKey: ["audit"],
    queryFn: ({ pageParam, signal }) => consoleApi.audit(pageParam, signal),
    initialPageParam: undefined as number | undefined,
    // Of the oldest that is known; an empty answer is the end.
    getNextPageParam: (last) => last.at(-1)?.id,
    refetchOnWindowFocus: true,
  });
}
