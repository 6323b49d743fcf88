import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiFailure } from './api.ts';

/** What a page knows about something it asked for. Old data stays in sight while it is asked for again. */
export interface Loaded<T> {
  readonly data: T | undefined;
  readonly failure: ApiFailure | undefined;
  readonly busy: boolean;
  reload(): void;
}

export function asFailure(thrown: unknown): ApiFailure {
  return thrown instanceof ApiFailure ? thrown : new ApiFailure(0, 'Something here failed.');
}

/**
 * Asks, and asks again when `key` changes or, with `everyMs`, while the page is in sight. An answer that comes after a
 * later question is dropped.
 */
export function useLoad<T>(key: string, ask: () => Promise<T>, everyMs?: number): Loaded<T> {
  const [state, setState] = useState<{ key: string; data?: T; failure?: ApiFailure; busy: boolean }>({
    key,
    busy: true,
  });
  const turn = useRef(0);
  const latest = useRef(ask);
  latest.current = ask;
  const reload = useCallback((): void => {
    turn.current += 1;
    const mine = turn.current;
    const settle = (next: { data?: T; failure?: ApiFailure }): void => {
      if (mine !== turn.current) return;
      setState((before) => ({ ...(next.failure ? before : {}), ...next, key, busy: false }));
    };
    setState((before) => (before.key === key ? { ...before, busy: true } : { key, busy: true }));
    latest.current().then(
      (data) => settle({ data }),
      (thrown) => settle({ failure: asFailure(thrown) }),
    );
  }, [key]);
  useEffect(reload, [reload]);
  useEffect(() => {
    if (everyMs === undefined) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, reload]);
  return {
    data: state.key === key ? state.data : undefined,
    failure: state.failure,
    busy: state.busy,
    reload,
  };
}

/** One act at a time: whether it is under way, and how it failed. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();
  const act = useCallback(async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (thrown) {
      setFailure(asFailure(thrown));
    } finally {
      setBusy(false);
    }
  }, []);
  return { busy, failure, act };
}
