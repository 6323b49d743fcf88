import { type ReactNode, useContext } from 'react';
import { useDesk } from '../../desk.ts';
import { TypingContext } from './typing.ts';

/** Brings the keyboard, and puts it away. A panel has one of its own where something can be typed in it. */
export function KeyboardWord({ inPanel = false }: { inPanel?: boolean }): ReactNode {
  const { t } = useDesk();
  const typing = useContext(TypingContext);
  if (!typing || (inPanel && !typing.possible)) return null;
  return (
    <button
      type="button"
      className="quiet"
      aria-pressed={typing.wanted}
      onClick={(event) => typing.toggle(event.detail > 0)}
    >
      {t('row.keyboard')}
    </button>
  );
}
