import type { Screen } from '../../electron/contract/view.ts';

/**
 * Two views with the same key are the same screen, only refreshed: the focus and what is typed stay. Another key is
 * another screen. A prompt stays the same screen while the laptop's own window is up.
 */
export function screenKey(screen: Screen): string {
  switch (screen.kind) {
    case 'credential':
      return [screen.kind, screen.phase, screen.picked ?? ''].join(' ');
    case 'proof':
      return [screen.kind, screen.phase].join(' ');
    default:
      return screen.kind;
  }
}
