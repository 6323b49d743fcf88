import type { NetworkInterface } from '../../contract/connection.ts';
import { type Addresses, outwardAddresses, readMac } from './addresses.ts';

/** networksetup(8) and ifconfig(8). Not run here: the parsers are written from recorded outputs. */
export const MACOS_PORTS_COMMAND = {
  file: '/usr/sbin/networksetup',
  args: ['-listallhardwareports'],
} as const;
export const MACOS_STATUS_COMMAND = { file: '/sbin/ifconfig', args: ['-a'] } as const;

/** Ports that are no adapter of their own. */
const NOT_AN_ADAPTER = /bridge|^VLAN/i;

/** `Hardware Port: …`, `Device: …`, `Ethernet Address: …`, a block a port; and which of them `ifconfig` calls active. Pure. */
export function macosInterfaces(ports: string, status: string, addresses: Addresses): NetworkInterface[] {
  const active = activeDevices(status);
  return ports.split(/\n\s*\n/).flatMap((block) => {
    const value = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]?.trim();
    const [port, device] = [value('Hardware Port'), value('Device')];
    if (port === undefined || device === undefined || NOT_AN_ADAPTER.test(port)) return [];
    return [
      {
        name: device,
        kind: port === 'Wi-Fi' || port === 'AirPort' ? 'wireless' : 'wired',
        link: active.has(device) ? 'up' : 'down',
        addresses: outwardAddresses(addresses, device),
        mac: readMac(value('Ethernet Address')),
      } as const,
    ];
  });
}

/** `en0: flags=…` begins a device, and an indented `status: active` belongs to it. */
function activeDevices(status: string): ReadonlySet<string> {
  const active = new Set<string>();
  let device = '';
  for (const line of status.split('\n')) {
    device = /^([a-z]+\d+): flags=/.exec(line)?.[1] ?? device;
    if (/^\s+status: active\s*$/.test(line)) active.add(device);
  }
  return active;
}
