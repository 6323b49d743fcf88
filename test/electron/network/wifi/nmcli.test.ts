import { describe, expect, test } from 'vitest';
import {
  joinArguments,
  type NmcliAnswer,
  readFailure,
  readNetworks,
  readRadio,
  readWifiDevice,
  splitTerse,
} from '../../../../electron/network/wifi/nmcli.ts';
import * as recorded from './recorded.ts';

describe('the list', () => {
  test('one row a network, the strongest access point of each, the strongest network first', () => {
    expect(
      readNetworks(recorded.LISTED).map(({ name, signal, security, bssid }) => [
        name,
        signal,
        security,
        bssid,
      ]),
    ).toEqual([
      ['Home: 5 GHz \\ kitchen', 91, 'passphrase', '00:53:00:00:00:03'],
      ['Northwind Guest', 82, 'open', '00:53:00:00:00:01'],
      ['Northwind Corp', 77, 'enterprise', '00:53:00:00:00:05'],
      ['New Flat', 55, 'passphrase', '00:53:00:00:00:06'],
      ['Mixed Flat', 54, 'passphrase', '00:53:00:00:00:07'],
      ['Coffee', 33, 'enhanced-open', '00:53:00:00:00:08'],
      ['Caf\u{fffd}', 21, 'passphrase', '00:53:00:00:00:09'],
    ]);
  });

  test('a colon and a backslash in a name come back whole', () => {
    expect(splitTerse(recorded.LISTED_NAME)).toEqual([
      '00:53:00:00:00:03',
      'Home: 5 GHz \\ kitchen',
      'Infra',
      '91',
      'WPA2',
    ]);
  });

  test('two networks of one name that ask different things are two', () => {
    const twins = ['11', '22'].map(
      (end, index) => `00\\:53\\:00\\:00\\:00\\:${end}:41:Infra:50:${index ? 'WPA2' : ''}`,
    );
    expect(readNetworks(twins.join('\n')).map(({ id }) => id)).toEqual(['41 open', '41 passphrase']);
  });

  test.each([
    ['ad hoc', '00\\:53\\:00\\:00\\:00\\:01:41:Ad-Hoc:50:'],
    ['a name of zeros', '00\\:53\\:00\\:00\\:00\\:01:000000:Infra:50:'],
    ['a name that is too long', `00\\:53\\:00\\:00\\:00\\:01:${'41'.repeat(33)}:Infra:50:`],
    ['no access point', '--:41:Infra:50:'],
    ['something else', 'Error: something'],
    ['half a line', '00\\:53\\:00\\:00\\:00\\:01'],
  ])('%s is left out', (_what, line) => expect(readNetworks(line)).toEqual([]));

  test('a name cannot turn the line around, nor hide in it', () => {
    const hex = Buffer.from('A\u202eB\u200bC\u0007').toString('hex').toUpperCase();
    expect(readNetworks(`00\\:53\\:00\\:00\\:00\\:01:${hex}:Infra:50:WPA2`)[0]?.name).toBe(
      'A\u{fffd}B\u{fffd}C\u{fffd}',
    );
  });

  test('WEP is a password of old, and a signal stays a percentage', () => {
    const [network] = readNetworks('00\\:53\\:00\\:00\\:00\\:01:41:Infra:170:WEP');
    expect(network).toMatchObject({ security: 'passphrase', signal: 100 });
  });
});

test('the adapter and the switches', () => {
  expect(readWifiDevice(recorded.DEVICES)).toBe('wlan0');
  expect(readWifiDevice('eth0:ethernet:connected\nwlan0:wifi:unmanaged\n')).toBeNull();
  expect(readWifiDevice('')).toBeNull();
  expect(readRadio(recorded.RADIO)).toEqual({ hardware: true, software: true });
  expect(readRadio('disabled:enabled\n')).toEqual({ hardware: false, software: true });
  expect(readRadio('enabled:disabled\n')).toEqual({ hardware: true, software: false });
});

test('the passphrase is no argument: nmcli asks for it', () => {
  expect(joinArguments({ kind: 'seen', bssid: '00:53:00:00:00:03' }, 'wlan0', 'latchkey-1', true)).toEqual([
    ...['--ask', '-w', '30', 'device', 'wifi', 'connect', '00:53:00:00:00:03'],
    ...['ifname', 'wlan0', 'name', 'latchkey-1'],
  ]);
  const hidden = joinArguments({ kind: 'hidden', name: 'Cellar' }, 'wlan0', 'latchkey-2', false);
  expect(hidden).not.toContain('--ask');
  expect(hidden.slice(-2)).toEqual(['hidden', 'yes']);
});

test.each<[string, NmcliAnswer, string]>([
  ['no daemon', recorded.NOT_RUNNING, 'wifi_unavailable'],
  ['no nmcli', { code: 'absent', stdout: '', stderr: '' }, 'wifi_unavailable'],
  [
    'no rights',
    { code: 1, stdout: '', stderr: 'Error: Not authorized to control networking.' },
    'wifi_unavailable',
  ],
  ['no bus', recorded.NO_BUS, 'wifi_failed'],
  ['a name that nobody has', recorded.NO_SUCH_NETWORK, 'wifi_out_of_range'],
  ['an access point that went away', recorded.GONE, 'wifi_out_of_range'],
  ['a wrong passphrase', recorded.WRONG_SECRET, 'wifi_passphrase_wrong'],
  ['the same, of a newer nmcli', recorded.WRONG_SECRET_NEWER, 'wifi_passphrase_wrong'],
  ['no address', recorded.NO_LEASE, 'no_address'],
  [
    'nothing for half a minute',
    { code: 3, stdout: '', stderr: 'Error: Timeout 30 sec expired.' },
    'wifi_out_of_range',
  ],
  [
    'anything else',
    { code: 4, stdout: '', stderr: 'Error: Connection activation failed: (1) Unknown error.' },
    'wifi_failed',
  ],
])('%s', (_what, answer, slug) => expect(readFailure(answer).slug).toBe(slug));

test('what nmcli said stays out of the refusal, but for its numbers', () => {
  const { details } = readFailure({ ...recorded.WRONG_SECRET, stdout: 'Password: correct horse' });
  expect(details.detail).toBe('nmcli 4 (7)');
});
