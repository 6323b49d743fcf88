import type { ReactNode } from 'react';
import type { Method } from '../client/shapes.ts';
import { EN } from '../text/en.ts';
import { ASSURANCE, METHOD_NAMES, USABILITY } from '../text/everywhere.ts';
import { Button, Word } from './button.tsx';
import { DataTable } from './data-table.tsx';
import { Moment, spanText, useNow } from './moment.tsx';
import { Badge, Facts } from './page.tsx';

const T = EN.methods;
const PASS = 'temporaryAccessPassAuthenticationMethod';
const PASSWORD = 'passwordAuthenticationMethod';

/** Collections of Graph, by the end of a method's type name. */
const COLLECTIONS: Readonly<Record<string, string>> = {
  [PASS]: 'temporaryAccessPassMethods',
  fido2AuthenticationMethod: 'fido2Methods',
  windowsHelloForBusinessAuthenticationMethod: 'windowsHelloForBusinessMethods',
  softwareOathAuthenticationMethod: 'softwareOathMethods',
};

const typeOf = (method: Method): string => method['@odata.type'].replace('#microsoft.graph.', '');

export const isPass = (method: Method): boolean => typeOf(method) === PASS;
export const isPassword = (method: Method): boolean => typeOf(method) === PASSWORD;

export function methodName(method: Method): string {
  return METHOD_NAMES[typeOf(method)] ?? T.other;
}

/** Where a method is removed. `base` is `/v1.0/me` or `/v1.0/users/{id}`. */
export function methodPath(base: string, method: Method): string {
  return `${base}/authentication/${COLLECTIONS[typeOf(method)] ?? ''}/${encodeURIComponent(method.id)}`;
}

interface MethodTableProps {
  readonly methods: readonly Method[];
  readonly empty: string;
  readonly onRemove?: (method: Method) => void;
}

export function MethodTable({ methods, empty, onRemove }: MethodTableProps): ReactNode {
  const nameOf = (method: Method): ReactNode => (
    <>
      {methodName(method)}
      <small>{method.displayName}</small>
    </>
  );
  return (
    <DataTable
      caption={T.caption}
      rows={methods}
      keyOf={({ id }) => id}
      empty={empty}
      columns={[
        { name: T.method, of: nameOf },
        { name: T.added, of: ({ createdDateTime }) => <Moment at={createdDateTime} /> },
        { name: T.about, of: aboutOf },
        ...(onRemove
          ? [
              {
                name: T.acts,
                of: (method: Method) =>
                  isPassword(method) ? null : (
                    <Word onPress={() => onRemove(method)}>
                      {T.remove}
                      <span className="unseen"> {`${methodName(method)} ${method.displayName ?? ''}`}</span>
                    </Word>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

function aboutOf({ state, assurance, model }: Method): ReactNode {
  const said = [model, assurance === undefined ? null : ASSURANCE[assurance]].filter(Boolean).join(' · ');
  return (
    <>
      {said}
      {state === 'provisional' && <small>{T.provisional}</small>}
    </>
  );
}

/** Milliseconds since 1970. */
export function passEnds({ startDateTime = '', lifetimeInMinutes = 0 }: Method): number {
  return Date.parse(startDateTime) + lifetimeInMinutes * 60_000;
}

/** A pass, without its value: nobody sees that again. */
export function PassCard({
  pass,
  onRemove,
}: {
  readonly pass: Method;
  readonly onRemove?: () => void;
}): ReactNode {
  const now = useNow();
  const ends = passEnds(pass);
  const reason = pass.methodUsabilityReason ?? 'Expired';
  const tone = pass.isUsable ? 'good' : reason === 'NotYetValid' ? 'warn' : 'plain';
  return (
    <section className="card" aria-label={T.passLabel}>
      <Facts
        of={[
          [
            T.state,
            <Badge key="state" tone={tone}>
              {USABILITY[reason]}
            </Badge>,
          ],
          [T.from, <Moment key="from" at={pass.startDateTime} />],
          [
            T.until,
            <span key="until">
              <Moment at={new Date(ends).toISOString()} />
              {pass.isUsable && <span className="soft">{`, ${T.left(spanText(ends - now))}`}</span>}
            </span>,
          ],
          [T.uses, pass.isUsableOnce ? T.once : T.many],
        ]}
      />
      {onRemove && (
        <p className="more">
          <Button kind="bad" onPress={onRemove}>
            {T.removePass}
          </Button>
        </p>
      )}
    </section>
  );
}
