/** Nothing of the console is shown to whoever is not signed in. */
import { lazy, useDeferredValue } from "react";
import { loadClient } from "../api/client";
import { useSession } from "../hooks/use-session";
import { problemOf } from "../logic/problems";
import { ProblemNote } from "./ProblemNote";
import { SignIn } from "./SignIn";
import { Skeleton } from "./Skeleton";

// At once: while the server says who is signed in, or while the password is typed.
const loading = load();
loading.catch(() => {}); // It is said where the console would be shown.
const Console = lazy(() => loading);

export function Gate() {
  const { data, error, refetch } = useSession();
  // The console is made in slices, behind what is shown.
  const state = useDeferredValue(data);
  if (error && !data) {
    return (
      <main style={{ maxWidth: 560, margin: "15vh auto", padding: 16 }}>
        <ProblemNote problem={problemOf(error)} onRetry={() => void refetch()} />
      </main>
    );
  }
  if (!state) return <Skeleton />;
  return state.status === "out" ? <SignIn /> : <Console />;
}

async function load() {
  const [{ Console }] = await Promise.all([import("./Console"), loadClient()]);
  return { default: Console };
}
