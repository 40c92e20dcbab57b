/** Who is signed in. A session that ends while the page is open is told apart from none. */
import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import type { Session } from "../../shared/api";
import { consoleApi } from "../api/console";
import { isSignedOut, problemOf } from "../logic/problems";

export type SessionState =
  | { readonly status: "in"; readonly session: Session }
  | { readonly status: "out" }
  | { readonly status: "over" };

const KEY = ["session"];

export function useSession() {
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }): Promise<SessionState> => {
      const session = await consoleApi.session(signal);
      return session ? { status: "in", session } : { status: "out" };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Any answer that says so ends the session in the page too. */
export function noticeSessionOver(client: QueryClient, error: unknown): void {
  if (!isSignedOut(problemOf(error))) return;
  client.setQueryData<SessionState>(KEY, (state) =>
    state?.status === "in" ? { status: "over" } : state,
  );
}

/** What only who is signed in may see. */
const isOfSession = ({ queryKey }: { readonly queryKey: readonly unknown[] }) =>
  queryKey[0] !== KEY[0];

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => consoleApi.signIn(password),
    onSuccess: (session) => {
      const state: SessionState = { status: "in", session };
      client.setQueryData(KEY, state);
      void client.invalidateQueries({ predicate: isOfSession });
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => consoleApi.signOut(),
    onSuccess: () => {
      const state: SessionState = { status: "out" };
      client.setQueryData(KEY, state);
      client.removeQueries({ predicate: isOfSession });
      client.getMutationCache().clear();
    },
  });
}
