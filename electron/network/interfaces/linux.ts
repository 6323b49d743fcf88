import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NetworkInterface } from '../../contract/connection.ts';
import { type Addresses, outwardAddresses, readMac } from './addresses.ts';

const FOLDER = '/sys/class/net';

/** What the kernel says of one adapter (Documentation/ABI/testing/sysfs-class-net). */
export interface SysNet {
  readonly name: string;
  /** ARPHRD_* of linux/if_arp.h; 1 is Ethernet, which Wi-Fi is as well. */
  readonly type: string | null;
  readonly address: string | null;
  /** `1` or `0`; cannot be read while the adapter is switched off. */
  readonly carrier: string | null;
  readonly operstate: string | null;
  /** Names inside its folder: `device` for hardware, `wireless` or `phy80211` for Wi-Fi. */
  readonly entries: readonly string[];
}

/** From the kernel's words to ours: hardware only. Pure. */
export function linuxInterfaces(adapters: readonly SysNet[], addresses: Addresses): NetworkInterface[] {
  return adapters
    .filter(({ type, entries }) => type === '1' && entries.includes('device'))
    .map(({ name, address, carrier, operstate, entries }) => ({
      name,
      kind: entries.includes('wireless') || entries.includes('phy80211') ? 'wireless' : 'wired',
      // Some drivers know no carrier and say `unknown`: then what has an address has a link.
      link: carrier === '1' || operstate === 'up' ? 'up' : 'down',
      addresses: outwardAddresses(addresses, name),
      mac: readMac(address),
    }));
}

/** Reads the adapters; none where the folder cannot be read. */
export async function readSysNet(folder: string = FOLDER): Promise<SysNet[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const text = async (file: string) =>
        (await readFile(join(folder, name, file), 'utf8').catch(() => null))?.trim() ?? null;
      const [type, address, carrier, operstate] = await Promise.all(
        ['type', 'address', 'carrier', 'operstate'].map(text),
      );
      return {
        name,
        type: type ?? null,
        address: address ?? null,
        carrier: carrier ?? null,
        operstate: operstate ?? null,
        entries: await readdir(join(folder, name)).catch(() => []),
      };
    }),
  );
}
