import { type ReactNode, useId, useState } from 'react';
import { usePlace } from '../client/place.ts';
import { Word } from '../parts/button.tsx';
import type { Desk } from '../parts/gatekeeper.tsx';
import { Link, PageHead, SignOut } from '../parts/page.tsx';
import { EN } from '../text/en.ts';
import { COMMON } from '../text/everywhere.ts';
import { AccessPolicies } from './pages/access-policies.tsx';
import { AuditLog } from './pages/audit-log.tsx';
import { Devices } from './pages/devices.tsx';
import { Overview } from './pages/overview.tsx';
import { PassPolicyPage } from './pages/pass-policy.tsx';
import { Runs } from './pages/runs.tsx';
import { SignIns } from './pages/sign-ins.tsx';
import { UserPage } from './pages/user.tsx';
import { Users } from './pages/users.tsx';

const BASE = '/console/';

interface PageEntry {
  readonly part: string;
  readonly name: string;
  /** One of these rights shows it; none: everybody with a role sees it. */
  readonly rights: readonly string[];
  readonly show: (desk: Desk, rest: readonly string[]) => ReactNode;
}

/** The pages in the order of the menu. A page that one's roles do not open is left out of it. */
const PAGES: readonly PageEntry[] = [
  { part: '', name: EN.nav.overview, rights: [], show: (desk) => <Overview desk={desk} /> },
  {
    part: 'users',
    name: EN.nav.users,
    rights: ['readObjects'],
    show: (desk, [id]) =>
      id === undefined ? <Users desk={desk} /> : <UserPage key={id} desk={desk} id={id} />,
  },
  {
    part: 'pass-policy',
    name: EN.nav.passPolicy,
    rights: ['readPolicy'],
    show: (desk) => <PassPolicyPage desk={desk} />,
  },
  { part: 'sign-ins', name: EN.nav.signIns, rights: ['readLogs'], show: (desk) => <SignIns desk={desk} /> },
  { part: 'audit', name: EN.nav.audit, rights: ['readLogs'], show: (desk) => <AuditLog desk={desk} /> },
  { part: 'devices', name: EN.nav.devices, rights: ['readObjects'], show: (desk) => <Devices desk={desk} /> },
  { part: 'runs', name: EN.nav.runs, rights: ['readLogs'], show: (desk) => <Runs desk={desk} /> },
  {
    part: 'conditional-access',
    name: EN.nav.access,
    rights: ['readConditionalAccess'],
    show: (desk) => <AccessPolicies desk={desk} />,
  },
];

function mayOpen({ rights }: PageEntry, desk: Desk): boolean {
  return rights.length === 0 || rights.some((right) => desk.me.rights.includes(right));
}

export function Console({ desk }: { readonly desk: Desk }): ReactNode {
  const [part = '', ...rest] = usePlace(BASE);
  const page = PAGES.find((one) => one.part === part);
  if (desk.me.rights.length === 0) return <NoRole desk={desk} />;
  return (
    <div className="desk">
      <Side desk={desk} current={page} />
      <main className="page">
        {page === undefined && <PageHead title={EN.noPage}>{EN.noPageWhy}</PageHead>}
        {page && !mayOpen(page, desk) && <PageHead title={page.name}>{COMMON.notAllowed}</PageHead>}
        {page && mayOpen(page, desk) && page.show(desk, rest)}
      </main>
    </div>
  );
}

function Side({
  desk,
  current,
}: {
  readonly desk: Desk;
  readonly current: PageEntry | undefined;
}): ReactNode {
  const { me, again } = desk;
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <header className="side">
      <p className="brand">
        <span className="brand-mark" />
        <span>
          {me.tenant}
          <small>{EN.product}</small>
        </span>
      </p>
      {/* On a phone the page comes first; there the menu is behind one button. */}
      <button
        type="button"
        className="menu-button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {EN.nav.menu}
      </button>
      <div className="side-body" id={id} data-open={open}>
        <nav aria-label={EN.nav.label}>
          <ul>
            {PAGES.filter((page) => mayOpen(page, desk)).map((page) => (
              <li key={page.part}>
                <Link to={`${BASE}${page.part}`} current={page === current} onFollow={() => setOpen(false)}>
                  {page.name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="whoami">
          <strong>{me.displayName}</strong>
          <span>{me.roles.join(', ')}</span>
          <div className="row-of">
            <Word onPress={() => again({ otherAccount: true })}>{COMMON.otherAccount}</Word>
            <SignOut />
          </div>
        </div>
      </div>
    </header>
  );
}

/** Somebody without any role has nothing to do here, and is told where their own page is. */
function NoRole({ desk }: { readonly desk: Desk }): ReactNode {
  return (
    <main className="page page-narrow">
      <PageHead title={EN.noRole}>{EN.noRoleWhy(desk.me.displayName)}</PageHead>
      <p className="row-of">
        <a href="/security-info/">{EN.toSecurityInfo}</a>
        <Word onPress={() => desk.again({ otherAccount: true })}>{COMMON.otherAccount}</Word>
      </p>
    </main>
  );
}
