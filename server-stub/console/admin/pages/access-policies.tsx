import { type ReactNode, useState } from 'react';
import type { AccessPolicy, Collection } from '../../client/shapes.ts';
import { useLoad } from '../../client/use-load.ts';
import { Word } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Confirm } from '../../parts/dialog.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { Load } from '../../parts/load.tsx';
import { Badge, PageHead } from '../../parts/page.tsx';
import { EN } from '../../text/en.ts';
import { policySummary } from '../policy-summary.ts';
import { WhatIf } from './what-if.tsx';

const T = EN.access;
const PATH = '/v1.0/identity/conditionalAccess/policies';
const TONES = { enabled: 'good', disabled: 'plain', enabledForReportingButNotEnforced: 'warn' } as const;
type PolicyState = AccessPolicy['state'];

export function AccessPolicies({ desk }: { readonly desk: Desk }): ReactNode {
  const policies = useLoad('policies', () => desk.api.get<Collection<AccessPolicy>>(PATH));
  const [asked, setAsked] = useState<{ readonly policy: AccessPolicy; readonly to: PolicyState }>();
  const writes = desk.me.rights.includes('writeConditionalAccess');
  const close = (): void => setAsked(undefined);
  const others = (policy: AccessPolicy): PolicyState[] =>
    (Object.keys(TONES) as PolicyState[]).filter((state) => state !== policy.state);
  return (
    <>
      <PageHead title={T.title}>{T.lead}</PageHead>
      <Load of={policies}>
        {({ value }) => (
          <DataTable
            caption={T.title}
            rows={value}
            keyOf={({ id }) => id}
            empty={T.none}
            columns={[
              {
                name: T.policy,
                of: (policy) => (
                  <>
                    {policy.displayName}
                    <small>{policySummary(policy)}</small>
                  </>
                ),
              },
              { name: T.state, of: ({ state }) => <Badge tone={TONES[state]}>{T.states[state]}</Badge> },
              ...(writes
                ? [
                    {
                      name: T.change,
                      of: (policy: AccessPolicy) => (
                        <span className="row-of">
                          {others(policy).map((to) => (
                            <Word key={to} onPress={() => setAsked({ policy, to })}>
                              {T.switches[to]}
                              <span className="unseen"> {policy.displayName}</span>
                            </Word>
                          ))}
                        </span>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Load>
      {!writes && <p className="more">{T.readOnly}</p>}
      <WhatIf desk={desk} />
      {asked && (
        <Confirm
          title={T.switchTitle(asked.policy.displayName)}
          yes={T.switches[asked.to]}
          work={() => desk.api.patch(`${PATH}/${asked.policy.id}`, { state: asked.to })}
          onDone={() => {
            close();
            policies.reload();
          }}
          onClose={close}
        >
          {T.switchWhat[asked.to]}
        </Confirm>
      )}
    </>
  );
}
