import '../theme/console.css';
import { createRoot } from 'react-dom/client';
import { Gatekeeper } from '../parts/gatekeeper.tsx';
import { SecurityInfo } from './security-info.tsx';

const root = document.getElementById('root');
if (!root) throw new TypeError('security-info.html has no #root');

/** One's own methods and nothing else: a person's page asks for no right over anybody. */
const APPLICATION = {
  path: '/security-info/',
  scope: 'openid profile User.Read UserAuthenticationMethod.ReadWrite',
} as const;

createRoot(root).render(
  <Gatekeeper application={APPLICATION}>{(desk) => <SecurityInfo desk={desk} />}</Gatekeeper>,
);
