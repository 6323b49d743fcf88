import { type ReactNode, useDeferredValue, useState } from 'react';
import type { User } from '../../client/shapes.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Choice, TextField } from '../../parts/fields.tsx';
import type { Desk } from '../../parts/gatekeeper.tsx';
import { Badge, Link, PageHead } from '../../parts/page.tsx';
import { EN } from '../../text/en.ts';
import { PagedList, quoted, usePaged } from '../paged.tsx';

const T = EN.users;
const SHOWN = {
  all: '',
  on: 'accountEnabled eq true',
  off: 'accountEnabled eq false',
  guests: "userType eq 'Guest'",
};
type Shown = keyof typeof SHOWN;

function filterOf(search: string, shown: Shown): string {
  const words = search.trim();
  const named =
    words === ''
      ? ''
      : `(startsWith(displayName,${quoted(words)}) or startsWith(userPrincipalName,${quoted(words)}) or startsWith(surname,${quoted(words)}))`;
  return [named, SHOWN[shown]].filter((part) => part !== '').join(' and ');
}

export function Users({ desk }: { readonly desk: Desk }): ReactNode {
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const filter = filterOf(useDeferredValue(search), shown);
  const query = `$top=50${filter === '' ? '' : `&$filter=${encodeURIComponent(filter)}`}`;
  const users = usePaged<User>(desk.api, `/v1.0/users?${query}`);
  return (
    <>
      <PageHead title={T.title}>{T.lead}</PageHead>
      <search className="filters">
        <TextField
          label={T.search}
          type="search"
          value={search}
          autoComplete="off"
          maxLength={64}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Choice
          label={T.show}
          value={shown}
          onPick={setShown}
          options={(Object.keys(SHOWN) as Shown[]).map((value) => ({ value, label: T.filters[value] }))}
        />
      </search>
      <PagedList of={users}>
        {(rows) => (
          <DataTable
            caption={T.title}
            rows={rows}
            keyOf={({ id }) => id}
            empty={T.none}
            columns={[
              {
                name: T.name,
                of: (user) => <Link to={`/console/users/${user.id}`}>{user.displayName}</Link>,
              },
              { name: T.signInName, of: (user) => user.userPrincipalName },
              { name: T.kind, of: kindOf },
              {
                name: T.account,
                of: ({ accountEnabled }) => (
                  <Badge tone={accountEnabled ? 'good' : 'plain'}>{accountEnabled ? T.on : T.off}</Badge>
                ),
              },
            ]}
          />
        )}
      </PagedList>
    </>
  );
}

export function kindOf({ userType, creationType }: User): string {
  if (userType !== 'Guest') return T.member;
  return creationType === 'Invitation' ? T.externalGuest : T.internalGuest;
}
