import '../theme/console.css';
import { createRoot } from 'react-dom/client';
import { Gatekeeper } from '../parts/gatekeeper.tsx';
import { Console } from './console.tsx';

const root = document.getElementById('root');
if (!root) throw new TypeError('console.html has no #root');

/** What administrators do here; their roles decide what of it works. */
const APPLICATION = {
  path: '/console/',
  scope: [
    'openid',
    'profile',
    'User.Read.All',
    'User.ReadWrite.All',
    'User.RevokeSessions.All',
    'UserAuthenticationMethod.Read.All',
    'UserAuthenticationMethod.ReadWrite.All',
    'Group.Read.All',
    'Directory.Read.All',
    'AuditLog.Read.All',
    'Policy.Read.All',
    'Policy.ReadWrite.AuthenticationMethod',
    'Policy.ReadWrite.ConditionalAccess',
    'Device.Read.All',
    'Device.ReadWrite.All',
  ].join(' '),
} as const;

createRoot(root).render(
  <Gatekeeper application={APPLICATION}>{(desk) => <Console desk={desk} />}</Gatekeeper>,
);
