import type { NetworkInterfaceInfo } from 'node:os';
import { isLinkLocal } from './interfaces/addresses.ts';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/**
 * Is there any way out of this machine? An address on an interface that is not loopback counts; link-local ones
 * (169.254/16, fe80::/10) do not: the adapter gives itself those when nobody on the cable answers. A directory on this
 * very machine needs no link.
 */
export function hasLink(interfaces: Interfaces, directoryHost: string): boolean {
  if (isLoopback(directoryHost)) return true;
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .some(({ internal, address }) => !internal && !isLinkLocal(address));
}

/** Is this host the machine itself? */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || /^127\./.test(host) || /^\[?::1\]?$/.test(host)
  );
}
