/** The creations that run on the server, and what can be done with them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { Creation, Settle } from "../../shared/api";
import { consoleApi } from "../api/console";
import { isRunning, needsDecision } from "../logic/creations";

const KEY = ["creations"];
const POLLED_MS = 5_000;

export function useCreations() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => consoleApi.creations(signal),
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? POLLED_MS : false),
  });
}

/** How many creations ask for something: they run, or a person has to decide. */
export function useCreationCounts() {
  const { data = [] } = useCreations();
  return {
    running: data.filter(isRunning).length,
    undecided: data.filter(({ items }) => items.some(needsDecision)).length,
  };
}

/** The same names sent again are the same creation: without an answer, that makes nobody twice. */
export function useStartCreation() {
  const client = useQueryClient();
  const sent = useRef({ names: "", id: "" });
  return useMutation({
    mutationFn: (names: readonly string[]) => {
      const text = names.join("\n");
      if (sent.current.names !== text) sent.current = { names: text, id: crypto.randomUUID() };
      return consoleApi.create({ id: sent.current.id, names });
    },
    onSettled: () => void client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Each gives the creation as it is afterwards. */
export function useCreationCommands(id: string, onChange: (creation: Creation) => void) {
  const client = useQueryClient();
  const after = {
    onSuccess: onChange,
    onSettled: () =>
      void Promise.all([
        client.invalidateQueries({ queryKey: KEY }),
        client.invalidateQueries({ queryKey: ["customers"] }),
      ]),
  };
  return {
    stop: useMutation({ mutationFn: () => consoleApi.stop(id), ...after }),
    resume: useMutation({ mutationFn: () => consoleApi.resume(id), ...after }),
    settle: useMutation({ mutationFn: (body: Settle) => consoleApi.settle(id, body), ...after }),
  };
}

export function usePutAway() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => consoleApi.putAway(id),
    onSettled: () => void client.invalidateQueries({ queryKey: KEY }),
  });
}
