import { type ReactNode, useContext } from 'react';
import { useDesk } from '../../desk.ts';
import { TypingContext } from './typing.ts';

/** Brings the keyboard, and puts it away. */
export function KeyboardWord(): ReactNode {
  const { t } = useDesk();
  const typing = useContext(TypingContext);
  if (!typing) return null;
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
