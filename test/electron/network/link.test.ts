import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { hasLink } from '../../../electron/network/link.ts';

function interfaces(...addresses: [address: string, internal: boolean][]) {
  const infos = addresses.map(([address, internal]) => ({ address, internal }) as NetworkInterfaceInfo);
  return { eth0: infos, gone: undefined };
}
const LOOPBACK_ONLY = interfaces(['127.0.0.1', true], ['::1', true]);

describe('hasLink', () => {
  test('an address of the outer world is a link', () => {
    expect(hasLink(interfaces(['127.0.0.1', true], ['192.168.1.20', false]), 'directory.example')).toBe(true);
  });

  test('loopback alone is none', () => expect(hasLink(LOOPBACK_ONLY, 'directory.example')).toBe(false));

  test('addresses that the adapter gave itself are none', () => {
    const alone = interfaces(['169.254.9.9', false], ['fe80::1', false], ['febf::1', false]);
    expect(hasLink(alone, 'directory.example')).toBe(false);
  });

  test('nothing at all is none', () => expect(hasLink({}, 'directory.example')).toBe(false));

  test.each(['localhost', 'tenant.localhost', '127.0.0.1', '127.8.8.8', '[::1]', '::1'])(
    'a directory at %s needs none',
    (host) => expect(hasLink(LOOPBACK_ONLY, host)).toBe(true),
  );
});
