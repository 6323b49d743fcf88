import { type ReactNode, useState } from 'react';
import { isSlug, refusalRow } from '../../../../electron/contract/refusals.ts';
import type { SignIn } from '../../client/shapes.ts';
import { Word } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Choice, TextField } from '../../parts/fields.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Badge, Facts, PageHead } from '../../parts/page.tsx';
import { EN } from '../../text/en.ts';
import { PagedList, quoted, usePaged } from '../paged.tsx';

const T = EN.signIns;
const RESULTS = { all: '', good: 'status/errorCode eq 0', bad: 'status/errorCode ne 0' };
type Result = keyof typeof RESULTS;

export function SignIns({ desk }: { readonly desk: Desk }): ReactNode {
  const [who, setWho] = useState('');
  const [asked, setAsked] = useState('');
  const [result, setResult] = useState<Result>('all');
  const [open, setOpen] = useState<SignIn>();
  const named = asked === '' ? '' : `userPrincipalName eq ${quoted(asked)}`;
  const filter = [named, RESULTS[result]].filter((part) => part !== '').join(' and ');
  const query = `$top=50${filter === '' ? '' : `&$filter=${encodeURIComponent(filter)}`}`;
  // What names the steps of a sign-in is in beta alone.
  const rows = usePaged<SignIn>(desk.api, `/beta/auditLogs/signIns?${query}`);
  return (
    <>
      <PageHead title={T.title}>{T.lead}</PageHead>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(who.trim().toLowerCase());
        }}
      >
        <TextField
          label={T.who}
          type="search"
          value={who}
          hint={T.whoHint}
          autoComplete="off"
          onChange={(event) => setWho(event.target.value)}
          onBlur={() => setAsked(who.trim().toLowerCase())}
        />
        <Choice
          label={T.result}
          value={result}
          onPick={setResult}
          hint={<>&nbsp;</>}
          options={(Object.keys(RESULTS) as Result[]).map((value) => ({ value, label: T.results[value] }))}
        />
      </form>
      <PagedList of={rows}>{(found) => <Table rows={found} onOpen={setOpen} />}</PagedList>
      {open && <Detail row={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Table({
  rows,
  onOpen,
}: {
  readonly rows: readonly SignIn[];
  readonly onOpen: (row: SignIn) => void;
}): ReactNode {
  return (
    <DataTable
      caption={T.title}
      rows={rows}
      keyOf={({ id }) => id}
      empty={T.none}
      columns={[
        { name: T.when, of: (row) => <Moment at={row.createdDateTime} /> },
        {
          name: T.person,
          of: (row) => (
            <>
              {row.userDisplayName || T.nobody}
              <small>{row.userPrincipalName}</small>
            </>
          ),
        },
        { name: T.application, of: (row) => row.appDisplayName },
        {
          name: T.with,
          of: (row) => row.authenticationDetails.map((step) => step.authenticationMethod).join(', '),
        },
        { name: T.outcome, of: (row) => <Outcome row={row} /> },
        {
          name: T.detail,
          of: (row) => (
            <Word onPress={() => onOpen(row)}>
              {T.look}
              <span className="unseen"> {T.lookAt(row.userDisplayName, row.createdDateTime)}</span>
            </Word>
          ),
        },
      ]}
    />
  );
}

function Outcome({ row }: { readonly row: SignIn }): ReactNode {
  const { errorCode, failureReason } = row.status;
  if (errorCode === 0) return <Badge tone="good">{T.good}</Badge>;
  return (
    <>
      <Badge tone="bad">{T.bad}</Badge>
      <small>{failureReason}</small>
    </>
  );
}

function Detail({ row, onClose }: { readonly row: SignIn; readonly onClose: () => void }): ReactNode {
  const slug = row.status.additionalDetails;
  const refusal = isSlug(slug) ? refusalRow(slug) : undefined;
  return (
    <Dialog title={T.detailTitle(row.userDisplayName || T.nobody)} onClose={onClose}>
      <Facts
        of={[
          [T.when, <Moment key="when" at={row.createdDateTime} />],
          [T.outcome, <Outcome key="outcome" row={row} />],
          [
            T.helpCode,
            refusal && <span className="mono">{`${refusal.helpCode} (${row.status.errorCode})`}</span>,
          ],
          [T.whatHelps, refusal?.technicianAction],
          [T.application, row.appDisplayName],
          [T.device, [row.deviceDetail.displayName, row.deviceDetail.trustType].filter(Boolean).join(', ')],
          [T.address, row.ipAddress],
          [T.factors, row.authenticationRequirement === 'multiFactorAuthentication' ? T.multi : T.single],
          [
            T.correlation,
            <span key="id" className="mono">
              {row.correlationId}
            </span>,
          ],
        ]}
      />
      <h3>{T.steps}</h3>
      <ul className="lines">
        {row.authenticationDetails.map((step) => (
          <li key={`${step.authenticationMethod} ${step.authenticationStepRequirement}`}>
            <Badge tone={step.succeeded ? 'good' : 'bad'}>{step.authenticationMethod}</Badge>
            <small>
              {[
                step.authenticationStepRequirement,
                step.authenticationMethodDetail,
                step.authenticationStepResultDetail,
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      <h3>{T.review}</h3>
      <Review row={row} />
      <div className="dialog-acts">
        <Word onPress={onClose}>{EN.close}</Word>
      </div>
    </Dialog>
  );
}

/** Which policy asked for what, and whether it was met. */
function Review({ row }: { readonly row: SignIn }): ReactNode {
  const policies = row.appliedConditionalAccessPolicies;
  if (policies === undefined) return <p className="soft">{T.reviewHidden}</p>;
  if (policies.length === 0) return <p className="soft">{T.noPolicies}</p>;
  return (
    <ul className="lines">
      {policies.map((policy) => (
        <li key={policy.id}>
          <Badge tone={policy.result === 'success' ? 'good' : policy.result === 'failure' ? 'bad' : 'plain'}>
            {policy.displayName}
          </Badge>
          <small>
            {`${T.policyResults[policy.result] ?? policy.result} · ${T.asked(
              policy.enforcedGrantControls.map((one) => EN.controls[one.toLowerCase()] ?? one).join(', '),
            )}`}
          </small>
        </li>
      ))}
    </ul>
  );
}
