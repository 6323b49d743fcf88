import type { ReactNode } from 'react';
import { refusalRow } from '../../../electron/contract/refusals.ts';
import { Icon } from '../../../renderer/components/icons.tsx';
import type { ApiFailure } from '../client/api.ts';
import { COMMON } from '../text/everywhere.ts';
import { Button } from './button.tsx';

export function Note({
  tone = 'plain',
  children,
  alert = false,
}: {
  readonly tone?: 'good' | 'bad' | 'warn' | 'plain';
  readonly children: ReactNode;
  /** Said at once by readers. */
  readonly alert?: boolean;
}): ReactNode {
  const icon = tone === 'bad' || tone === 'warn' ? 'warning' : tone === 'good' ? 'check' : 'shield';
  return (
    <div className="note" data-tone={tone} role={alert ? 'alert' : undefined}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

/** What went wrong, what to do about it, and the number under which IT finds it. */
export function FailureNote({
  failure,
  retry,
}: {
  readonly failure: ApiFailure;
  readonly retry?: () => void;
}): ReactNode {
  const { slug, helpCode, requestId, retryAfter } = failure;
  const row = slug === undefined ? undefined : refusalRow(slug);
  return (
    <Note tone="bad" alert>
      <p>
        <strong>{row?.cause ?? (failure.status === 0 ? COMMON.unreachable : COMMON.failed)}</strong>
      </p>
      {/* Graph's own sentence says which member it is about; the table's only what kind of thing. */}
      {row && failure.message !== '' && failure.message !== row.cause && (
        <p>{failure.message.replace(row.cause, '').trim()}</p>
      )}
      <p>{row?.technicianAction ?? COMMON.tryAgainLater}</p>
      {retryAfter !== undefined && <p>{COMMON.retryIn(retryAfter)}</p>}
      {(helpCode ?? requestId) && (
        <p className="soft mono">{[helpCode, requestId].filter(Boolean).join(' · ')}</p>
      )}
      {retry && (
        <p>
          <Button onPress={retry}>{COMMON.tryAgain}</Button>
        </p>
      )}
    </Note>
  );
}
