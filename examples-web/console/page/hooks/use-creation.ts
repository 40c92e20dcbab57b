/** Follows one creation by the server's events, which begin with the whole of it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Creation, CreationEvent } from "../../shared/api";
import { consoleApi } from "../api/console";
import { follow, isLookedForLater, isRunning, type Followed } from "../logic/creations";
import { noticeSessionOver } from "./use-session";

const POLLED_MS = 2_000;
const EVENTS = ["snapshot", "item", "waiting", "end"] as const;

export function useCreation(id: string) {
  const client = useQueryClient();
  const [followed, setFollowed] = useState<Followed>();
  const [lost, setLost] = useState(false);
  const [error, setError] = useState<unknown>();
  // Another connection: after a resume, and where the person asks for it.
  const [round, setRound] = useState(0);
  const latest = useRef<Followed>(undefined);

  useEffect(() => {
    setError(undefined);
    const source = new EventSource(consoleApi.eventsUrl(id));
    let frame = 0;
    // Hundreds of events a second are shown once a frame.
    const show = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setFollowed(latest.current);
      });
    };
    for (const type of EVENTS) {
      source.addEventListener(type, ({ data }: MessageEvent<string>) => {
        setLost(false);
        const event = JSON.parse(data) as CreationEvent;
        latest.current = follow(latest.current, event, Date.now());
        show();
        if (event.type !== "end") return;
        source.close();
        void client.invalidateQueries({ queryKey: ["customers"] });
        void client.invalidateQueries({ queryKey: ["creations"] });
      });
    }
    source.onerror = () => {
      // An answer that is no stream is not asked for again by the browser.
      if (source.readyState !== EventSource.CLOSED) return setLost(true);
      // Why, only an ordinary request tells.
      consoleApi.creation(id).then(
        () => setLost(true),
        (reason: unknown) => {
          noticeSessionOver(client, reason);
          setError(reason);
        },
      );
    };
    return () => {
      source.close();
      cancelAnimationFrame(frame);
    };
  }, [id, round, client]);

  const replace = useCallback((creation: Creation) => {
    latest.current = { creation };
    setFollowed(latest.current);
    if (isRunning(creation)) setRound((before) => before + 1);
  }, []);
  useWhatIsFound(followed?.creation, replace);
  const reconnect = useCallback(() => setRound((before) => before + 1), []);
  return { followed, lost, error, replace, reconnect };
}

/** The events end with the creation; what the server finds of it later is asked for. */
function useWhatIsFound(creation: Creation | undefined, replace: (creation: Creation) => void) {
  const id = creation?.id ?? "";
  const looking =
    creation !== undefined && !isRunning(creation) && creation.items.some(isLookedForLater);
  const { data } = useQuery({
    queryKey: ["creation", id],
    queryFn: () => consoleApi.creation(id),
    enabled: looking,
    refetchInterval: POLLED_MS,
    gcTime: 0,
  });
  useEffect(() => {
    if (data && looking) replace(data);
  }, [data, looking, replace]);
}
