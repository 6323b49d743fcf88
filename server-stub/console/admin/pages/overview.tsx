import type { ReactNode } from 'react';
import type { Collection, DirectoryAudit, EndingPass, Run, SignIn } from '../../client/shapes.ts';
import { useLoad } from '../../client/use-load.ts';
import { DataTable } from '../../parts/data-table.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { Load } from '../../parts/load.tsx';
import { Moment, spanText } from '../../parts/moment.tsx';
import { Link, PageHead } from '../../parts/page.tsx';
import { EN } from '../../text/en.ts';
import { runState } from '../run-state.ts';

const T = EN.overview;
/** Refusals that are shown; the page of sign-ins has the rest. */
const FEW = 8;
const HOUR = 3_600_000;

interface Found {
  readonly runs: readonly Run[];
  readonly refused: readonly SignIn[];
  readonly issued: readonly DirectoryAudit[];
  /** Empty where one's role does not show who has a pass. */
  readonly ending: readonly EndingPass[];
}

async function look({ api, me }: Desk): Promise<Found> {
  const since = new Date(Date.now() - 24 * HOUR).toISOString();
  const issuedFilter = `activityDateTime ge ${since} and activityDisplayName eq 'Admin registered security info'`;
  const soon = new Date(Date.now() + HOUR).toISOString();
  const [runs, refused, issued, ending] = await Promise.all([
    api.get<Collection<Run>>('/provisioning/v1/runs?$top=100'),
    api.get<Collection<SignIn>>(`/v1.0/auditLogs/signIns?$top=${FEW}&$filter=status/errorCode ne 0`),
    api.get<Collection<DirectoryAudit>>(`/v1.0/auditLogs/directoryAudits?$top=100&$filter=${issuedFilter}`),
    me.rights.includes('readSecurity')
      ? api.get<Collection<EndingPass>>(`/provisioning/v1/passes?endsBefore=${soon}`)
      : { value: [] },
  ]);
  return { runs: runs.value, refused: refused.value, issued: issued.value, ending: ending.value };
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

function Attention({ runs, refused, issued, ending }: Found): ReactNode {
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
      {ending.length > 0 && <Ending passes={ending} now={now} />}
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

/** Before a laptop stops for want of a pass that still works. */
function Ending({
  passes,
  now,
}: {
  readonly passes: readonly EndingPass[];
  readonly now: number;
}): ReactNode {
  return (
    <>
      <h2>{T.ending}</h2>
      <DataTable
        caption={T.ending}
        rows={passes}
        keyOf={({ id }) => id}
        empty=""
        columns={[
          {
            name: T.who,
            of: ({ user }) => (
              <>
                <Link to={`/console/users/${user.id}`}>{user.displayName}</Link>
                <small>{user.userPrincipalName}</small>
              </>
            ),
          },
          { name: T.until, of: ({ endDateTime }) => <Moment at={endDateTime} /> },
          { name: T.left, of: ({ endDateTime }) => spanText(Date.parse(endDateTime) - now) },
        ]}
      />
      <p className="more">{T.endingSays}</p>
    </>
  );
}

function Figure(of: {
  readonly name: string;
  readonly count: number;
  readonly says: (count: number) => string;
  readonly to: string;
  readonly go: string;
}): ReactNode {
  return (
    <section className="card">
      <h2>{of.name}</h2>
      <p className="figure">{of.count}</p>
      <p className="soft">{of.says(of.count)}</p>
      <p>
        <Link to={of.to}>{of.go}</Link>
      </p>
    </section>
  );
}
