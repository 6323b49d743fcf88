import type { ReactNode } from 'react';
import { refusalRow } from '../../../electron/contract/refusals.ts';
import type { ApiFailure } from '../client/api.ts';
import { Button } from '../parts/button.tsx';
import type { Desk } from '../parts/gatekeeper.tsx';
import { FailureNote, Note } from '../parts/note.tsx';
import { EN } from '../text/en.ts';

/** Seconds. What the directory asks for is ten minutes; half of it leaves time to finish. */
const FRESH = 300;

/** A sign-in that is too old has a way on of its own (RFC 9470); every other refusal is shown as one. */
export function explainFor(desk: Desk): (failure: ApiFailure) => ReactNode {
  return (failure) => {
    const stale =
      failure.slug !== undefined && refusalRow(failure.slug).oauth === 'insufficient_user_authentication';
    if (!stale) return <FailureNote failure={failure} />;
    return (
      <Note tone="warn" alert>
        <p>
          <strong>{EN.own.againTitle}</strong>
        </p>
        <p>{EN.own.again}</p>
        <p>
          <Button onPress={() => desk.again({ maxAge: FRESH })}>{EN.own.againNow}</Button>
        </p>
      </Note>
    );
  };
}
