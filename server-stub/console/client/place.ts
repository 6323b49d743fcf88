import { useSyncExternalStore } from 'react';

const MOVED = 'latchkey-moved';

function subscribe(listener: () => void): () => void {
  addEventListener('popstate', listener);
  addEventListener(MOVED, listener);
  return () => {
    removeEventListener('popstate', listener);
    removeEventListener(MOVED, listener);
  };
}

/** Goes to another place of the same page, without loading it again. */
export function go(path: string): void {
  if (path === location.pathname) return;
  history.pushState(null, '', path);
  dispatchEvent(new Event(MOVED));
}

/** The parts of the address below `base`. */
export function usePlace(base: string): readonly string[] {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  const rest = path.startsWith(base) ? path.slice(base.length) : '';
  return rest
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
}

/** A hand-typed address may hold what is no encoding at all. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
