import type { NetworkInterfaceInfo } from 'node:os';

/** Addresses of every adapter, as Node reads them on every system. */
export type Addresses = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** Those of one adapter that lead anywhere: an adapter gives itself a link-local one when nobody on the cable answers. */
export function outwardAddresses(all: Addresses, name: string): string[] {
  return (all[name] ?? [])
    .filter(({ internal, address }) => !internal && !isLinkLocal(address))
    .map(({ address }) => address);
}

/** IPv4 169.254/16 (RFC 3927) and IPv6 fe80::/10 (RFC 4291 2.5.6). */
export function isLinkLocal(address: string): boolean {
  return address.startsWith('169.254.') || /^fe[89ab]/i.test(address);
}

/** `aa-bb-…` and `aa:bb:…` as one spelling; `null` for anything else, and for the address of nobody. */
export function readMac(text: unknown): string | null {
  if (typeof text !== 'string' || !/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i.test(text.trim())) return null;
  const mac = text.trim().replaceAll('-', ':').toUpperCase();
  return mac === '00:00:00:00:00:00' ? null : mac;
}
