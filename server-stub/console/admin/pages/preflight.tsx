import { type FormEvent, type ReactNode, useState } from 'react';
import type { PreflightAnswer } from '../../../../electron/contract/wire/preflight.ts';
import { useAct } from '../../client/use-load.ts';
import { Button } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { TextField } from '../../parts/fields.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { spanText } from '../../parts/moment.tsx';
import { FailureNote, Note } from '../../parts/note.tsx';
import { Badge } from '../../parts/page.tsx';
import { EN } from '../../text/en.ts';

const T = EN.preflight;

/** Would a run get through? Asked before a laptop is handed over; nothing is spent. */
export function Preflight({ desk }: { readonly desk: Desk }): ReactNode {
  const [user, setUser] = useState('');
  const [answer, setAnswer] = useState<PreflightAnswer>();
  const { busy, failure, act } = useAct();
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    if (user.trim() === '') return;
    setAnswer(undefined);
    void act(async () =>
      setAnswer(await desk.api.post<PreflightAnswer>('/provisioning/v1/preflight', { user: user.trim() })),
    );
  };
  return (
    <>
      <h2>{T.title}</h2>
      <form className="filters" onSubmit={ask}>
        <TextField
          label={T.user}
          value={user}
          required
          autoComplete="off"
          onChange={(event) => setUser(event.target.value)}
        />
        <Button busy={busy}>{T.ask}</Button>
      </form>
      {failure && <FailureNote failure={failure} />}
      {answer && <Answer {...answer} />}
    </>
  );
}

function Answer({ wouldSucceed, user, steps, firstShut, time, smallestChange }: PreflightAnswer): ReactNode {
  const left = time.leftSeconds === null ? T.noPass : spanText(time.leftSeconds * 1000);
  return (
    <>
      <Note tone={wouldSucceed ? 'good' : 'warn'} alert>
        <p>
          <strong>{wouldSucceed ? T.yes(user.userPrincipalName) : T.no(user.userPrincipalName)}</strong>
        </p>
        {firstShut && <p>{T.shut(firstShut.displayName)}</p>}
        {smallestChange?.map((change) => (
          <p key={`${change.change} ${change.policyId ?? ''}`}>
            {T.change(change.change, change.displayName)}
          </p>
        ))}
        <p className="soft">{T.time(spanText(time.neededSeconds * 1000), left)}</p>
      </Note>
      <DataTable
        caption={T.title}
        rows={steps.flatMap(({ step, gates }) => gates.map((gate) => ({ step, gate })))}
        keyOf={({ step, gate }) => `${step} ${gate.id} ${gate.requires}`}
        empty={T.noGates}
        columns={[
          { name: T.gate, of: ({ gate }) => gate.displayName },
          { name: T.step, of: ({ step }) => EN.runs.steps[step] ?? step },
          {
            name: T.state,
            of: ({ gate }) => (
              <Badge tone={gate.satisfied ? 'good' : 'bad'}>{gate.satisfied ? T.open : T.closed}</Badge>
            ),
          },
          { name: T.opens, of: ({ gate }) => gate.opens.map((key) => T.keys[key] ?? key).join(', ') },
        ]}
      />
    </>
  );
}
