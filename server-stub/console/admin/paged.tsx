import { type ReactNode, useState } from 'react';
import type { Api } from '../client/api.ts';
import type { Collection } from '../client/shapes.ts';
import { type Loaded, useAct, useLoad } from '../client/use-load.ts';
import { Button } from '../parts/button.tsx';
import { Load } from '../parts/load.tsx';
import { FailureNote } from '../parts/note.tsx';
import { COMMON } from '../text/everywhere.ts';

/** A literal of OData: in quotes, with its own quotes doubled. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Further pages of one question, in the order in which they came. */
interface Further<T> {
  readonly of: Collection<T> | undefined;
  readonly rows: readonly T[];
  readonly next: string | undefined;
}

/** Reads page after page along the directory's own links, when asked for more. */
export function usePaged<T>(api: Api, path: string) {
  const first = useLoad(path, () => api.get<Collection<T>>(path));
  const [further, setFurther] = useState<Further<T>>();
  const more = useAct();
  const mine = further !== undefined && further.of === first.data ? further : undefined;
  const rows = first.data === undefined ? undefined : [...first.data.value, ...(mine?.rows ?? [])];
  const next = mine ? mine.next : first.data?.['@odata.nextLink'];
  const showMore = (): void =>
    void more.act(async () => {
      if (next === undefined) return;
      const { pathname, search } = new URL(next);
      const page = await api.get<Collection<T>>(pathname + search);
      setFurther({
        of: first.data,
        rows: [...(mine?.rows ?? []), ...page.value],
        next: page['@odata.nextLink'],
      });
    });
  const loaded: Loaded<readonly T[]> = { ...first, data: rows };
  return { loaded, next, more, showMore };
}

export function PagedList<T>({
  of: { loaded, next, more, showMore },
  children,
}: {
  readonly of: ReturnType<typeof usePaged<T>>;
  readonly children: (rows: readonly T[]) => ReactNode;
}): ReactNode {
  return (
    <Load of={loaded}>
      {(rows) => (
        <>
          {children(rows)}
          <div className="more">
            <span role="status">{rows.length > 0 && COMMON.shown(rows.length, next !== undefined)}</span>
            {next !== undefined && (
              <Button busy={more.busy} onPress={showMore}>
                {COMMON.more}
              </Button>
            )}
          </div>
          {more.failure && <FailureNote failure={more.failure} />}
        </>
      )}
    </Load>
  );
}
