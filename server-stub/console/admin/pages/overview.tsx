import type { ReactNode } from 'react';
import type { Collection, DirectoryAudit, Run, SignIn } from '../../client/shapes.ts';
import { useLoad } from '../../client/use-load.ts';
import { DataTable } from '../../parts/data-table.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { Load } from '../../parts/load.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Link, PageHead } from '../../parts/page.tsx';
import { EN } from '../../text/en.ts';
import { runState } from '../run-state.ts';

const T = EN.overview;
/** Refusals that are shown; the page of sign-ins has the rest. */
const FEW = 8;

interface Found {
  readonly runs: readonly Run[];
  readonly refused: readonly SignIn[];
  readonly issued: readonly DirectoryAudit[];
}

async function look({ api }: Desk): Promise<Found> {
  const since = new Date(Date.now() - 24 * 3_600_000).toISOString();
  const issuedFilter = `activityDateTime ge ${since} and activityDisplayName eq 'Admin registered security info'`;
  const [runs, refused, issued] = await Promise.all([
    api.get<Collection<Run>>('/provisioning/v1/runs?$top=100'),
    api.get<Collection<SignIn>>(`/v1.0/auditLogs/signIns?$top=${FEW}&$filter=status/errorCode ne 0`),
    api.get<Collection<DirectoryAudit>>(`/v1.0/auditLogs/directoryAudits?$top=100&$filter=${issuedFilter}`),
  ]);
  return { runs: runs.value, refused: refused.value, issued: issued.value };
}

/** What needs somebody today. */
export function Overview({ desk }: { readonly desk: Desk }): ReactNode {
  const found = useLoad('overview', () => look(desk), 15_000);
  const reads = desk.me.rights.includes('readLogs');
  return (
    <>
      <PageHead title={T.title}>{T.lead}</PageHead>
      {reads ? (
        <Load of={found}>{(data) => <Attention {...data} />}</Load>
      ) : (
        <p className="empty">{T.noLogs}</p>
      )}
    </>
  );
}

function Attention({ runs, refused, issued }: Found): ReactNode {
  const now = Date.now();
  const states = runs.map((run) => runState(run, now));
  const count = (kind: string): number => states.filter((state) => state.kind === kind).length;
  return (
    <>
      <div className="cards">
        <Figure
          name={T.stopped}
          count={count('stopped')}
          says={T.stoppedSays}
          to="/console/runs"
          go={T.toRuns}
        />
        <Figure
          name={T.running}
          count={count('running')}
          says={T.runningSays}
          to="/console/runs"
          go={T.toRuns}
        />
        <Figure
          name={T.issued}
          count={issued.length}
          says={T.issuedSays}
          to="/console/audit"
          go={T.toAudit}
        />
      </div>
      <h2>{T.refused}</h2>
      <DataTable
        caption={T.refused}
        rows={refused}
        keyOf={({ id }) => id}
        empty={T.noRefusals}
        columns={[
          {
            name: T.who,
            of: (row) => (
              <>
                {row.userDisplayName || T.nobody}
                <small>{row.userPrincipalName}</small>
              </>
            ),
          },
          { name: T.why, of: (row) => row.status.failureReason },
          { name: T.application, of: (row) => row.appDisplayName },
          { name: T.when, of: (row) => <Moment at={row.createdDateTime} /> },
        ]}
      />
      <p className="more">
        <Link to="/console/sign-ins">{T.allSignIns}</Link>
      </p>
    </>
  );
}

function Figure(of: {
  readonly name: string;
  readonly count: number;
  readonly says: string;
  readonly to: string;
  readonly go: string;
}): ReactNode {
  return (
    <section className="card">
      <h2>{of.name}</h2>
      <p className="figure">{of.count}</p>
      <p className="soft">{of.says}</p>
      <p>
        <Link to={of.to}>{of.go}</Link>
      </p>
    </section>
  );
}
