import type { ReactNode } from 'react';
import type { Loaded } from '../client/use-load.ts';
import { COMMON } from '../text/everywhere.ts';
import { FailureNote, Note } from './note.tsx';

/** What was asked for, or why it is not there. A right that is missing is said as that, and not as a failure. */
export function Load<T>({
  of,
  children,
}: {
  readonly of: Loaded<T>;
  readonly children: (data: T) => ReactNode;
}): ReactNode {
  const { data, failure, reload } = of;
  if (failure?.slug === 'permission_denied') return <Note>{COMMON.notAllowed}</Note>;
  return (
    <>
      {failure && <FailureNote failure={failure} retry={reload} />}
      {data === undefined
        ? !failure && (
            <p className="soft" role="status">
              {COMMON.loading}
            </p>
          )
        : children(data)}
    </>
  );
}
