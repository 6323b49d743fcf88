import type { ReactNode } from 'react';
import type { RefusalNotice } from '../../electron/contract/refusal.ts';
import { useDesk } from '../desk.ts';
import { refusalText } from '../text/refusal-text.ts';
import { Countdown } from './countdown.tsx';
import { Icon } from './icons.tsx';

interface RefusalNoteProps {
  readonly refusal: RefusalNotice;
  /** For `aria-describedby` of the field that it is about. */
  readonly id?: string;
  /** Not under a field: with its own distance to what is above. */
  readonly alone?: boolean;
}

/** What went wrong and what to do about it. Only the first sentence is red; what IT can do is in the help panel. */
export function RefusalNote({ refusal, id, alone = false }: RefusalNoteProps): ReactNode {
  const { t } = useDesk();
  const { cause, userAction } = refusalText(refusal.slug);
  const { retryAfter } = refusal;
  return (
    <div className={alone ? 'refusal refusal-alone' : 'refusal'} role="alert" id={id}>
      <Icon name="warning" />
      <div>
        <p className="refusal-cause">{cause}</p>
        <p>{userAction}</p>
        <p className="refusal-more">
          {retryAfter !== undefined && retryAfter > 0 && (
            <>
              <Countdown key={`${refusal.slug} ${retryAfter}`} seconds={retryAfter} byItself={false} />{' '}
            </>
          )}
          <span className="mono">{t('refusal.code', { code: refusal.helpCode })}</span>
        </p>
      </div>
    </div>
  );
}
