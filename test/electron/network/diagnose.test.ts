import { describe, expect, test } from 'vitest';
import type { NetworkInterface } from '../../../electron/contract/connection.ts';
import { CAUSES, clockOffBy, diagnose, type Observations } from '../../../electron/network/diagnose.ts';

const NOW = Date.UTC(2026, 10, 22) / 1000;
const DAY = 86_400;

const adapter = (more: Partial<NetworkInterface>): NetworkInterface => ({
  name: 'eth0',
  kind: 'wired',
  link: 'up',
  addresses: ['192.0.2.7'],
  mac: null,
  ...more,
});

/** A way on which nothing is wrong. */
const GOOD: Observations = {
  onThisMachine: false,
  interfaces: [adapter({})],
  name: 'resolved',
  connection: 'made',
  tls: 'good',
  proxy: 'none',
  portal: 'none',
  validity: { from: NOW - DAY, until: NOW + DAY },
  laptopTime: NOW,
  hintedTime: null,
};
const seen = (more: Partial<Observations>): Observations => ({ ...GOOD, ...more });

const EXPIRED = { tls: 'expired', validity: { from: NOW - 100 * DAY, until: NOW - 10 * DAY } } as const;

describe('the cause', () => {
  test('nothing is wrong', () => expect(diagnose(GOOD)).toBeNull());

  test.each<[string, Partial<Observations>, string]>([
    [
      'no cable, no radio',
      { interfaces: [adapter({ link: 'down', addresses: [] })], name: 'unknown' },
      'link_down',
    ],
    [
      'a cable without an address',
      { interfaces: [adapter({ addresses: [] })], name: 'unknown' },
      'no_address',
    ],
    [
      'the Wi-Fi without an address, the cable unplugged',
      {
        interfaces: [adapter({ link: 'down', addresses: [] }), adapter({ kind: 'wireless', addresses: [] })],
      },
      'no_address',
    ],
    ['a proxy that is not there', { proxy: 'unreachable', name: 'not asked' }, 'proxy_unreachable'],
    ['a proxy that wants a password', { proxy: 'wants a password' }, 'proxy_password_wanted'],
    ['a proxy that refuses', { proxy: 'refuses' }, 'proxy_refused'],
    ['a portal that forges certificates', { portal: 'found', tls: 'untrusted' }, 'captive_portal'],
    [
      'a portal that knows no names',
      { portal: 'found', name: 'unknown', tls: 'not tried' },
      'captive_portal',
    ],
    [
      'a portal that shuts every port',
      { portal: 'found', connection: 'refused', tls: 'not tried' },
      'captive_portal',
    ],
    ['no DNS', { name: 'unknown', connection: 'not tried', tls: 'not tried' }, 'name_not_resolved'],
    ['a clock behind', { tls: 'not yet valid' }, 'clock_wrong'],
    ['a clock years ahead', { tls: 'expired', validity: { from: 0, until: NOW - 400 * DAY } }, 'clock_wrong'],
    ['a clock ahead, as somebody says', { ...EXPIRED, hintedTime: NOW - 20 * DAY }, 'clock_wrong'],
    ['dates that nobody saw', { tls: 'expired', validity: null }, 'clock_wrong'],
    ['a certificate that ran out', EXPIRED, 'certificate_expired'],
    ['the same, as somebody says', { ...EXPIRED, hintedTime: NOW }, 'certificate_expired'],
    ['a certificate of another name', { tls: 'other name' }, 'certificate_wrong_name'],
    ['a certificate of nobody we know', { tls: 'untrusted' }, 'certificate_untrusted'],
    ['something that is no directory', { tls: 'not TLS' }, 'directory_incompatible'],
    ['packets that vanish', { connection: 'no answer', tls: 'not tried' }, 'connection_blocked'],
    ['a connection cut at the first word', { connection: 'cut', tls: 'not tried' }, 'connection_blocked'],
    ['a directory that is down', { connection: 'refused', tls: 'not tried' }, 'directory_unreachable'],
  ])('%s', (_what, more, slug) => expect(diagnose(seen(more))).toBe(slug));

  test('a directory on this very machine needs no cable', () => {
    expect(
      diagnose(seen({ onThisMachine: true, interfaces: [adapter({ link: 'down', addresses: [] })] })),
    ).toBeNull();
  });

  test('a machine whose adapters nobody can see is not called unplugged', () => {
    expect(diagnose(seen({ interfaces: [] }))).toBeNull();
  });

  test('a portal that lets us through to the directory is none of our business', () => {
    expect(diagnose(seen({ portal: 'found' }))).toBeNull();
  });

  test('every row says why', () => {
    for (const { why } of CAUSES) expect(why).toMatch(/^\S.{10,}[^.]$/);
  });
});

describe('the clock is off by', () => {
  test.each<[string, Partial<Observations>, number | null]>([
    ['what is hinted', { hintedTime: NOW + 90 }, -90],
    [
      'at least what is missing to the first day',
      { validity: { from: NOW + 3 * DAY, until: NOW + 9 * DAY } },
      -3 * DAY,
    ],
    ['at least what is beyond the last day', { validity: { from: 0, until: NOW - 5 * DAY } }, 5 * DAY],
    ['nobody knows', { validity: null }, null],
    ['nothing that a certificate shows', {}, null],
  ])('%s', (_what, more, off) => expect(clockOffBy(seen(more))).toBe(off));
});
