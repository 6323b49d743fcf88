import type { ReactNode } from 'react';
import type { RefusalNotice } from '../../electron/contract/refusal.ts';
import type { Slug } from '../../electron/contract/refusals.ts';
import { useDesk } from '../desk.ts';
import { countdownTime } from '../text/moment.ts';
import { Action } from './controls.tsx';
import { useDirectoryNow } from './directory-clock.ts';

/** The directory answers nothing before their time, whatever is typed. Another pass would not help. */
const HOLDING: ReadonlySet<Slug> = new Set(['method_locked', 'throttled']);

/** Seconds until something may be sent again; 0: now. */
export function useHeldFor(refusal: RefusalNotice | undefined): number {
  const now = useDirectoryNow();
  if (refusal?.retryAt === undefined || !HOLDING.has(refusal.slug)) return 0;
  return Math.max(0, Math.ceil(refusal.retryAt - now));
}

interface HeldActionProps {
  readonly children: ReactNode;
  readonly busy: boolean;
  /** Seconds that the action waits. It keeps its place, counts, and is itself again without anybody doing anything. */
  readonly heldFor: number;
}

export function HeldAction({ children, busy, heldFor }: HeldActionProps): ReactNode {
  const { t } = useDesk();
  if (busy || heldFor === 0) return <Action busy={busy}>{children}</Action>;
  return (
    <button type="submit" className="action action-held" aria-disabled>
      {t('action.continueIn', { time: countdownTime(heldFor) })}
    </button>
  );
}
