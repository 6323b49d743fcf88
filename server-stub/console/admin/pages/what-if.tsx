import { type FormEvent, type ReactNode, useState } from 'react';
import type { Collection, User } from '../../client/shapes.ts';
import { useAct } from '../../client/use-load.ts';
import { Button } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Choice, TextField } from '../../parts/fields.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { FailureNote } from '../../parts/note.tsx';
import { Badge } from '../../parts/page.tsx';
import { EN } from '../../text/en.ts';

const T = EN.whatIf;

interface Verdict {
  readonly id: string;
  readonly displayName: string;
  readonly policyApplies: boolean;
  readonly analysisReasons: string;
}

type Moment = 'app' | 'registerDevice' | 'registerInfo';

const CONTEXTS: Readonly<Record<Moment, Readonly<Record<string, unknown>>>> = {
  app: { '@odata.type': '#microsoft.graph.applicationContext', includeApplications: ['latchkey-agent'] },
  registerDevice: {
    '@odata.type': '#microsoft.graph.userActionContext',
    userAction: 'registerOrJoinDevices',
  },
  registerInfo: {
    '@odata.type': '#microsoft.graph.userActionContext',
    userAction: 'registerSecurityInformation',
  },
};

/** Which policies would apply to somebody, without trying (Graph: conditionalAccessRoot evaluate). */
export function WhatIf({ desk }: { readonly desk: Desk }): ReactNode {
  const [who, setWho] = useState('');
  const [moment, setMoment] = useState<Moment>('app');
  const [verdicts, setVerdicts] = useState<readonly Verdict[]>();
  const { busy, failure, act } = useAct();
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    if (who.trim() === '') return;
    void act(async () => {
      setVerdicts(undefined);
      const user = await desk.api.get<User>(`/v1.0/users/${encodeURIComponent(who.trim())}`);
      const answer = await desk.api.post<Collection<Verdict>>('/beta/identity/conditionalAccess/evaluate', {
        signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId: user.id },
        signInContext: CONTEXTS[moment],
        signInConditions: { clientAppType: 'mobileAppsAndDesktopClients' },
        appliedPoliciesOnly: false,
      });
      setVerdicts(answer.value);
    });
  };
  return (
    <>
      <h2>{T.title}</h2>
      <form className="filters" onSubmit={ask}>
        <TextField
          label={T.who}
          value={who}
          required
          autoComplete="off"
          onChange={(event) => setWho(event.target.value)}
        />
        <Choice
          label={T.moment}
          value={moment}
          onPick={setMoment}
          options={(Object.keys(CONTEXTS) as Moment[]).map((value) => ({ value, label: T.moments[value] }))}
        />
        <Button busy={busy}>{T.ask}</Button>
      </form>
      {failure && <FailureNote failure={failure} />}
      {verdicts && (
        <DataTable
          caption={T.title}
          rows={verdicts}
          keyOf={({ id }) => id}
          empty={T.none}
          columns={[
            { name: EN.access.policy, of: ({ displayName }) => displayName },
            {
              name: T.applies,
              of: ({ policyApplies }) => (
                <Badge tone={policyApplies ? 'warn' : 'plain'}>{policyApplies ? T.yes : T.no}</Badge>
              ),
            },
            {
              name: T.why,
              of: ({ policyApplies, analysisReasons }) =>
                policyApplies ? '' : (T.reasons[analysisReasons] ?? analysisReasons),
            },
          ]}
        />
      )}
    </>
  );
}
