/** A mutation that its person can call off: the call's `signal` is aborted. */
import { useMutation, type UseMutationOptions } from "@tanstack/react-query";
import { useRef } from "react";

export function useCancellable<Variables, Data>(
  run: (variables: Variables, signal: AbortSignal) => Promise<Data>,
  options: Omit<UseMutationOptions<Data, Error, Variables>, "mutationFn"> = {},
) {
  const controller = useRef<AbortController>(undefined);
  const mutation = useMutation({
    ...options,
    mutationFn: (variables: Variables) => {
      controller.current = new AbortController();
      return run(variables, controller.current.signal);
    },
  });
  return { ...mutation, cancel: () => controller.current?.abort() };
}
