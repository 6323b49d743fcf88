import * as z from 'zod/mini';
import type { NetworkInterface } from '../../contract/connection.ts';
import { type Addresses, outwardAddresses, readMac } from './addresses.ts';

/** Get-NetAdapter gives MSFT_NetAdapter. Not run here: written from Microsoft's documentation of that class. */
export const WINDOWS_ADAPTERS_COMMAND = {
  file: 'powershell.exe',
  args: [
    '-NoLogo',
    '-NoProfile',
    '-NonInteractive',
    '-Command',
    '[Console]::OutputEncoding=[Text.Encoding]::UTF8;' +
      'Get-NetAdapter -Physical|Select-Object Name,MacAddress,NdisPhysicalMedium,MediaConnectState|ConvertTo-Json -Compress',
  ],
} as const;

/** NDIS_PHYSICAL_MEDIUM (ntddndis.h): wireless LAN, native 802.11; wide-area radio and Bluetooth are no way out for us. */
const WIRELESS: readonly number[] = [1, 9];
const NO_WAY_OUT: readonly number[] = [8, 10, 11];

/** MediaConnectState of MSFT_NetAdapter: 0 unknown, 1 connected, 2 disconnected. */
const CONNECTED = 1;

const Adapter = z.object({
  Name: z.string(),
  MacAddress: z.optional(z.nullable(z.string())),
  NdisPhysicalMedium: z.optional(z.nullable(z.number())),
  MediaConnectState: z.optional(z.nullable(z.number())),
});

/** One adapter is an object, several are a list, none is nothing at all. Pure; what cannot be read is no adapter. */
export function windowsInterfaces(stdout: string, addresses: Addresses): NetworkInterface[] {
  let json: unknown;
  try {
    // PowerShell 5 may put a byte order mark first.
    json = JSON.parse(stdout.replace(/^\ufeff/, ''));
  } catch {
    return [];
  }
  return [json].flat().flatMap((each) => {
    const adapter = Adapter.safeParse(each);
    if (!adapter.success) return [];
    const { Name: name, MacAddress, NdisPhysicalMedium, MediaConnectState } = adapter.data;
    const medium = NdisPhysicalMedium ?? 0;
    if (NO_WAY_OUT.includes(medium)) return [];
    return [
      {
        name,
        kind: WIRELESS.includes(medium) ? 'wireless' : 'wired',
        link: MediaConnectState === CONNECTED ? 'up' : 'down',
        addresses: outwardAddresses(addresses, name),
        mac: readMac(MacAddress),
      } as const,
    ];
  });
}
