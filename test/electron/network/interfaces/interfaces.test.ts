import { mkdirSync, writeFileSync } from 'node:fs';
import type { NetworkInterfaceInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { outwardAddresses, readMac } from '../../../../electron/network/interfaces/addresses.ts';
import { linuxInterfaces, readSysNet } from '../../../../electron/network/interfaces/linux.ts';
import { macosInterfaces } from '../../../../electron/network/interfaces/macos.ts';
import { readInterfaces } from '../../../../electron/network/interfaces/read.ts';
import { windowsInterfaces } from '../../../../electron/network/interfaces/windows.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';

const has = (...addresses: string[]) =>
  addresses.map((address) => ({ address, internal: false }) as NetworkInterfaceInfo);

describe('Linux: /sys/class/net', () => {
  /** A folder as the kernel of a Debian 12 laptop shows it: wired, wireless, loopback and a bridge. */
  function sysNet(): string {
    const folder = temporaryFolder();
    const adapter = (name: string, files: Record<string, string>, folders: readonly string[]) => {
      for (const inside of folders) mkdirSync(join(folder, name, inside), { recursive: true });
      mkdirSync(join(folder, name), { recursive: true });
      for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), `${text}\n`);
    };
    adapter('lo', { type: '772', address: '00:00:00:00:00:00', carrier: '1', operstate: 'unknown' }, []);
    adapter('enp0s31f6', { type: '1', address: '00:00:5e:00:53:01', carrier: '0', operstate: 'down' }, [
      'device',
    ]);
    adapter('wlp2s0', { type: '1', address: '00:00:5e:00:53:02', carrier: '1', operstate: 'up' }, [
      'device',
      'wireless',
      'phy80211',
    ]);
    adapter('docker0', { type: '1', address: '02:42:00:00:00:01', carrier: '0', operstate: 'down' }, [
      'bridge',
    ]);
    return folder;
  }

  test('hardware only, with kind, link, MAC and the addresses that lead out', async () => {
    const addresses = { wlp2s0: has('192.0.2.7', 'fe80::1'), docker0: has('172.17.0.1') };
    expect(linuxInterfaces(await readSysNet(sysNet()), addresses)).toEqual([
      { name: 'enp0s31f6', kind: 'wired', link: 'down', addresses: [], mac: '00:00:5E:00:53:01' },
      { name: 'wlp2s0', kind: 'wireless', link: 'up', addresses: ['192.0.2.7'], mac: '00:00:5E:00:53:02' },
    ]);
  });

  test('an adapter that is switched off cannot say whether it has a carrier', () => {
    const off = {
      name: 'eth0',
      type: '1',
      address: null,
      carrier: null,
      operstate: 'down',
      entries: ['device'],
    };
    expect(linuxInterfaces([off], {})).toMatchObject([{ link: 'down', mac: null }]);
  });

  test('this machine is read without a refusal, and without its folder nothing is there', async () => {
    for (const { name, link } of await readInterfaces('linux')) expect([name, link]).not.toContain('');
    expect(await readSysNet(join(temporaryFolder(), 'none'))).toEqual([]);
  });
});

describe('macOS: networksetup and ifconfig', () => {
  const PORTS = [
    'Hardware Port: Ethernet Adapter (en7)\nDevice: en7\nEthernet Address: 00:00:5e:00:53:04',
    'Hardware Port: Thunderbolt Bridge\nDevice: bridge0\nEthernet Address: 00:00:5e:00:53:05',
    'Hardware Port: Wi-Fi\nDevice: en0\nEthernet Address: 00:00:5e:00:53:06',
    'VLAN Configurations\n===================\n',
  ].join('\n\n');
  const STATUS = [
    'lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384',
    '\tinet 127.0.0.1 netmask 0xff000000',
    'en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500',
    '\tether 00:00:5e:00:53:06',
    '\tinet 192.0.2.9 netmask 0xffffff00 broadcast 192.0.2.255',
    '\tmedia: autoselect',
    '\tstatus: active',
    'en7: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500',
    '\tether 00:00:5e:00:53:04',
    '\tstatus: inactive',
  ].join('\n');

  test('ports with their MAC, and which of them has a link', () => {
    expect(macosInterfaces(PORTS, STATUS, { en0: has('192.0.2.9') })).toEqual([
      { name: 'en7', kind: 'wired', link: 'down', addresses: [], mac: '00:00:5E:00:53:04' },
      { name: 'en0', kind: 'wireless', link: 'up', addresses: ['192.0.2.9'], mac: '00:00:5E:00:53:06' },
    ]);
  });

  test('no answer is no adapter', () => expect(macosInterfaces('', '', {})).toEqual([]));
});

describe('Windows: Get-NetAdapter | ConvertTo-Json', () => {
  const ETHERNET = {
    Name: 'Ethernet',
    MacAddress: '00-00-5E-00-53-11',
    NdisPhysicalMedium: 14,
    MediaConnectState: 2,
  };
  const WIFI = {
    Name: 'Wi-Fi',
    MacAddress: '00-00-5E-00-53-12',
    NdisPhysicalMedium: 9,
    MediaConnectState: 1,
  };
  const BLUETOOTH = {
    Name: 'Bluetooth',
    MacAddress: '00-00-5E-00-53-13',
    NdisPhysicalMedium: 10,
    MediaConnectState: 2,
  };

  test('several are a list', () => {
    const stdout = `\ufeff${JSON.stringify([ETHERNET, WIFI, BLUETOOTH])}`;
    expect(windowsInterfaces(stdout, { 'Wi-Fi': has('192.0.2.8', '169.254.3.4') })).toEqual([
      { name: 'Ethernet', kind: 'wired', link: 'down', addresses: [], mac: '00:00:5E:00:53:11' },
      { name: 'Wi-Fi', kind: 'wireless', link: 'up', addresses: ['192.0.2.8'], mac: '00:00:5E:00:53:12' },
    ]);
  });

  test('one is an object', () => expect(windowsInterfaces(JSON.stringify(WIFI), {})).toHaveLength(1));

  test.each(['', 'Get-NetAdapter : not recognized', '{"Name":7}', 'null'])('%j is no adapter', (stdout) =>
    expect(windowsInterfaces(stdout, {})).toEqual([]),
  );
});

test.each([
  ['00-00-5e-00-53-01', '00:00:5E:00:53:01'],
  ['00:00:5e:00:53:01\n', '00:00:5E:00:53:01'],
  ['00:00:00:00:00:00', null],
  ['', null],
  ['00:00:5e:00:53', null],
  [undefined, null],
])('a MAC address %j is %j', (text, mac) => expect(readMac(text)).toBe(mac));

test('an address that the adapter gave itself leads nowhere', () => {
  const all = { eth0: has('169.254.9.9', 'fe80::1', 'febf::1', '2001:db8::7') };
  expect(outwardAddresses(all, 'eth0')).toEqual(['2001:db8::7']);
});
