import type { ReactNode } from 'react';
import { refusalRow } from '../../../../electron/contract/refusals.ts';
import type { Collection, Run } from '../../client/shapes.ts';
import { useLoad } from '../../client/use-load.ts';
import { DataTable } from '../../parts/data-table.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { Load } from '../../parts/load.tsx';
import { Moment, spanText, useNow } from '../../parts/moment.tsx';
import { Badge, PageHead } from '../../parts/page.tsx';
import { EN } from '../../text/en.ts';
import { type RunState, runState } from '../run-state.ts';
import { Preflight } from './preflight.tsx';

const T = EN.runs;
const EVERY_MS = 3_000;
const TONES = { running: 'plain', stopped: 'bad', silent: 'warn', done: 'good' } as const;

/** The live board of a staging table: who is where, since when, and what stopped them. */
export function Runs({ desk }: { readonly desk: Desk }): ReactNode {
  const runs = useLoad(
    'runs',
    () => desk.api.get<Collection<Run>>('/provisioning/v1/runs?$top=200'),
    EVERY_MS,
  );
  const now = useNow(EVERY_MS);
  return (
    <>
      <PageHead title={T.title}>{T.lead}</PageHead>
      <Load of={runs}>{({ value }) => <Board runs={value} now={now} />}</Load>
      {desk.me.rights.includes('runPreflight') && <Preflight desk={desk} />}
    </>
  );
}

function Board({ runs, now }: { readonly runs: readonly Run[]; readonly now: number }): ReactNode {
  const states = runs.map((run) => ({ run, state: runState(run, now) }));
  const stopped = states.filter(({ state }) => state.kind === 'stopped').length;
  return (
    <>
      <p className="unseen" role="status">
        {T.summary(states.length, stopped)}
      </p>
      <DataTable
        caption={T.title}
        rows={states}
        keyOf={({ run }) => run.id}
        empty={T.none}
        columns={[
          {
            name: T.laptop,
            className: 'when',
            of: ({ run }) => (
              <>
                {run.displayName}
                <small className="mono">{run.serialNumber}</small>
              </>
            ),
          },
          {
            name: T.state,
            of: ({ state }) => <Badge tone={TONES[state.kind]}>{T.states[state.kind]}</Badge>,
          },
          { name: T.step, of: ({ state }) => T.steps[state.step] ?? state.step },
          { name: T.why, of: ({ state }) => <Why state={state} /> },
          { name: T.since, of: ({ state }) => <span className="when">{spanText(now - state.since)}</span> },
          { name: T.started, of: ({ run }) => <Moment at={run.createdDateTime} /> },
        ]}
      />
    </>
  );
}

function Why({ state }: { readonly state: RunState }): ReactNode {
  if (state.refusal === undefined) return state.kind === 'silent' ? T.silentWhy : null;
  const { cause, technicianAction } = refusalRow(state.refusal);
  return (
    <>
      <span className="mono">{state.helpCode}</span> {cause}
      <small>{technicianAction}</small>
    </>
  );
}
