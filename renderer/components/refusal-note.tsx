import type { ReactNode } from 'react';
import type { RefusalNotice } from '../../electron/contract/refusal.ts';
import { refusalRow } from '../../electron/contract/refusals.ts';
import { useDesk } from '../desk.ts';
import { Word } from './controls.tsx';
import { Countdown } from './countdown.tsx';
import { refusalOf } from './help/refusal-of.ts';
import { Icon } from './icons.tsx';

interface RefusalNoteProps {
  readonly refusal: RefusalNotice;
  /** For `aria-describedby` of the field that it is about. */
  readonly id?: string;
  /** Not under a field: with its own distance to what is above. */
  readonly alone?: boolean;
  /** The code is told elsewhere on the screen, large. */
  readonly told?: boolean;
}

/** What went wrong and what to do about it. Only the first sentence is red; what IT can do is in the help panel. */
export function RefusalNote({ refusal, id, alone = false, told = false }: RefusalNoteProps): ReactNode {
  const { view, t, refusal: wordsOf, openHelp } = useDesk();
  const { cause, userAction } = wordsOf(refusal.slug);
  const { retryAfter, helpCode: code } = refusal;
  // The help panel speaks of what the screen refuses, and not of what a panel over it does.
  const inHelp = refusalOf(view.screen)?.slug === refusal.slug;
  const forIt = refusalRow(refusal.slug).retry === 'never';
  return (
    <div className={alone ? 'refusal refusal-alone' : 'refusal'} role="alert" id={id}>
      <Icon name="warning" />
      <div>
        <p className="refusal-cause">{cause}</p>
        <p>{userAction}</p>
        {retryAfter !== undefined && retryAfter > 0 && (
          <p className="refusal-wait">
            <Countdown key={`${refusal.slug} ${refusal.retryAt ?? retryAfter}`} refusal={refusal} />
          </p>
        )}
        <div className="refusal-more">
          {told || (
            <p className="mono">
              {forIt ? <strong>{t('refusal.code', { code })}</strong> : t('refusal.code', { code })}
            </p>
          )}
          {inHelp && <Word onPress={openHelp}>{t('refusal.help')}</Word>}
        </div>
      </div>
    </div>
  );
}
