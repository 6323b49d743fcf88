import type { RefusalNotice } from './refusal.ts';

/** One way out of this laptop, as its operating system sees it. Loopback, bridges and tunnels are none. */
export interface NetworkInterface {
  /** What the system calls it: `eth0`, `en0`, `Ethernet`. */
  readonly name: string;
  readonly kind: 'wired' | 'wireless';
  /** Whether there is somebody at the other end of the cable or the radio. */
  readonly link: 'up' | 'down';
  /** IPv4 and IPv6, without those that an adapter gives itself. */
  readonly addresses: readonly string[];
  /** Six pairs of capital hex digits with colons; `null` where the system does not say. */
  readonly mac: string | null;
}

/** Work that the network stopped, and that is done again by itself. */
export interface Retrying {
  /** What stopped it. */
  readonly refusal: RefusalNotice;
  /** Tries so far, from 1. */
  readonly attempt: number;
  /** Until the next try; 0: it is under way. */
  readonly seconds: number;
}

/** What a wireless network asks of who joins it: nothing, nothing but encrypted (OWE), a passphrase, or a company's account. */
export type WifiSecurity = 'open' | 'enhanced-open' | 'passphrase' | 'enterprise';

export interface WifiNetwork {
  /** Its name as hex bytes, and what it asks: two networks of one name are two where they ask different things. */
  readonly id: string;
  /** Its name as text; bytes that are no UTF-8 are shown as U+FFFD. */
  readonly name: string;
  /** Of its strongest access point, 0 to 100. */
  readonly signal: number;
  readonly security: WifiSecurity;
}

/** Choosing a wireless network: a screen of its own, over whatever else the run is at. */
export interface WifiPanel {
  /** `joining`: the network named by `network` is being joined. */
  readonly phase: 'looking' | 'list' | 'joining';
  readonly networks: readonly WifiNetwork[];
  /** Id of the one that is joined, or that refused. */
  readonly network?: string;
  readonly refusal?: RefusalNotice;
}

/** Whether Wi-Fi can be chosen: from our own screen, only in the settings of the operating system, or not at all. */
export type WifiOffer = 'here' | 'elsewhere' | 'none';
