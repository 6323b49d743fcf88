import type { Screen } from '../../electron/contract/view.ts';

/**
 * Two views with the same key are the same screen, only refreshed: the focus and what is typed stay. Another key is
 * another screen. A prompt has two: before, and while the laptop's own window is up.
 */
export function screenKey(screen: Screen): string {
  switch (screen.kind) {
    case 'credential':
    case 'proof':
      return [screen.kind, screen.phase, screen.ceremony ? 'running' : ''].join(' ').trim();
    case 'sealed':
      return `${screen.kind} ${screen.phase}`;
    default:
      return screen.kind;
  }
}
