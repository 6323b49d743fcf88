import { type ReactNode, useState } from 'react';
import type { DirectoryAudit } from '../../client/shapes.ts';
import { Word } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Choice } from '../../parts/fields.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Badge, Facts, PageHead } from '../../parts/page.tsx';
import { EN } from '../../text/en.ts';
import { PagedList, usePaged } from '../paged.tsx';

const T = EN.audit;
const CATEGORIES = {
  all: '',
  people: "category eq 'UserManagement'",
  devices: "category eq 'Device'",
  policy: "category eq 'Policy'",
};
type Category = keyof typeof CATEGORIES;

const doneBy = ({ initiatedBy: { user, app } }: DirectoryAudit): string =>
  user?.displayName ?? app?.displayName ?? '';
const doneTo = ({ targetResources }: DirectoryAudit): string =>
  targetResources.map((target) => target.displayName).join(', ');

/** What was done to the directory, by whom. */
export function AuditLog({ desk }: { readonly desk: Desk }): ReactNode {
  const [category, setCategory] = useState<Category>('all');
  const [open, setOpen] = useState<DirectoryAudit>();
  const filter = CATEGORIES[category];
  const query = `$top=50${filter === '' ? '' : `&$filter=${encodeURIComponent(filter)}`}`;
  const rows = usePaged<DirectoryAudit>(desk.api, `/v1.0/auditLogs/directoryAudits?${query}`);
  return (
    <>
      <PageHead title={T.title}>{T.lead}</PageHead>
      <div className="filters">
        <Choice
          label={T.about}
          value={category}
          onPick={setCategory}
          options={(Object.keys(CATEGORIES) as Category[]).map((value) => ({
            value,
            label: T.categories[value],
          }))}
        />
      </div>
      <PagedList of={rows}>
        {(found) => (
          <DataTable
            caption={T.title}
            rows={found}
            keyOf={({ id }) => id}
            empty={T.none}
            columns={[
              { name: T.when, of: (row) => <Moment at={row.activityDateTime} /> },
              {
                name: T.what,
                of: (row) => (
                  <>
                    {row.activityDisplayName}
                    <small>{row.resultReason}</small>
                  </>
                ),
              },
              { name: T.by, of: doneBy },
              { name: T.to, of: doneTo },
              {
                name: T.detail,
                of: (row) => (
                  <Word onPress={() => setOpen(row)}>
                    {T.look}
                    <span className="unseen"> {`${row.activityDisplayName} ${row.activityDateTime}`}</span>
                  </Word>
                ),
              },
            ]}
          />
        )}
      </PagedList>
      {open && <Detail row={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Detail({ row, onClose }: { readonly row: DirectoryAudit; readonly onClose: () => void }): ReactNode {
  const changes = row.targetResources.flatMap((target) => target.modifiedProperties);
  return (
    <Dialog title={row.activityDisplayName} onClose={onClose}>
      <Facts
        of={[
          [T.when, <Moment key="when" at={row.activityDateTime} />],
          [
            T.result,
            <Badge key="result" tone={row.result === 'success' ? 'good' : 'bad'}>
              {row.result}
            </Badge>,
          ],
          [T.reason, row.resultReason],
          [T.by, doneBy(row)],
          [T.to, doneTo(row)],
          [T.service, row.loggedByService],
          ...row.additionalDetails.map(({ key, value }) => [key, value] as const),
        ]}
      />
      <h3>{T.changes}</h3>
      {changes.length === 0 && <p className="soft">{T.noChanges}</p>}
      <ul className="lines">
        {changes.map(({ displayName, oldValue, newValue }) => (
          <li key={displayName}>
            {displayName}
            <small>{T.change(oldValue ?? '', newValue ?? '')}</small>
          </li>
        ))}
      </ul>
      <div className="dialog-acts">
        <Word onPress={onClose}>{EN.close}</Word>
      </div>
    </Dialog>
  );
}
