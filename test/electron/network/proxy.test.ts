import { expect, test } from 'vitest';
import { proxyFor } from '../../../electron/network/proxy.ts';

const AT = 'https://directory.northwind.example:8443';
const PROXY = 'http://proxy.northwind.example:3128/';

test.each<[string, Record<string, string>, string | null]>([
  ['nobody says one', {}, null],
  ['the session says one', { HTTPS_PROXY: 'http://proxy.northwind.example:3128' }, PROXY],
  ['small letters come first, as with curl', { https_proxy: PROXY, HTTPS_PROXY: 'http://other:1' }, PROXY],
  ['a proxy without a scheme is http', { HTTPS_PROXY: 'proxy.northwind.example:3128' }, PROXY],
  [
    'the machine’s owner comes before the session',
    { LATCHKEY_PROXY: PROXY, HTTPS_PROXY: 'http://other:1' },
    PROXY,
  ],
  ['the owner’s has no exceptions', { LATCHKEY_PROXY: PROXY, NO_PROXY: '*' }, PROXY],
  ['exempt by name', { HTTPS_PROXY: PROXY, NO_PROXY: 'directory.northwind.example' }, null],
  ['exempt by a name above', { HTTPS_PROXY: PROXY, NO_PROXY: 'x.example, .northwind.example' }, null],
  ['exempt by everything', { HTTPS_PROXY: PROXY, NO_PROXY: '*' }, null],
  ['exempt at this port', { HTTPS_PROXY: PROXY, no_proxy: 'northwind.example:8443' }, null],
  ['not exempt at another port', { HTTPS_PROXY: PROXY, NO_PROXY: 'northwind.example:443' }, PROXY],
  ['a name that only ends alike is not exempt', { HTTPS_PROXY: PROXY, NO_PROXY: 'wind.example' }, PROXY],
  [
    'a name and a password are left out',
    { HTTPS_PROXY: 'http://amal:s3cret@proxy.northwind.example:3128' },
    PROXY,
  ],
  ['a kind of proxy that we do not speak', { HTTPS_PROXY: 'socks5://proxy:1080' }, null],
  ['nonsense', { HTTPS_PROXY: 'http://' }, null],
])('%s', (_what, environment, proxy) => expect(proxyFor(AT, environment)).toBe(proxy));

test.each(['https://localhost:8443', 'https://127.0.0.1', 'https://[::1]:8443'])(
  'this very machine is behind no proxy: %s',
  (address) => expect(proxyFor(address, { HTTPS_PROXY: PROXY })).toBeNull(),
);
