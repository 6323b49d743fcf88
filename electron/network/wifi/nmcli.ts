import type { WifiNetwork, WifiSecurity } from '../../contract/connection.ts';
import { Refusal } from '../../contract/refusal.ts';
import type { Slug } from '../../contract/refusals.ts';

/*
 * nmcli(1) of NetworkManager, in terse mode. Read from its own outputs: recorded with nmcli 1.42.4 before python-dbusmock's
 * NetworkManager (test/electron/network/wifi/recorded.ts), and before no daemon at all.
 */

/** One finished call. `code` is nmcli's exit status (nmcli(1), EXIT STATUS), or why it could not be run. */
export interface NmcliAnswer {
  readonly code: number | 'absent' | 'late';
  readonly stdout: string;
  readonly stderr: string;
}

export const DEVICES = ['-t', '-e', 'yes', '-f', 'DEVICE,TYPE,STATE', 'device'] as const;
export const RADIO = ['-t', '-f', 'WIFI-HW,WIFI', 'radio'] as const;
export const RADIO_ON = ['radio', 'wifi', 'on'] as const;
export const LIST = [
  ...['-t', '-e', 'yes', '-f', 'BSSID,SSID-HEX,MODE,SIGNAL,SECURITY', 'device', 'wifi', 'list'],
  ...['--rescan', 'yes'],
] as const;

/** How long an activation may take, in seconds, before nmcli itself gives up. */
export const JOIN_SECONDS = 30;

/** What is joined: an access point that was seen, or a name that nobody announces. */
export type WifiTarget =
  | { readonly kind: 'seen'; readonly bssid: string }
  | { readonly kind: 'hidden'; readonly name: string };

/**
 * The arguments of joining. The passphrase is none of them: with `--ask` nmcli reads it from its standard input, and no other process
 * of the laptop can see it there.
 */
export function joinArguments(
  target: WifiTarget,
  device: string,
  profile: string,
  secret: boolean,
): readonly string[] {
  const what = target.kind === 'seen' ? [target.bssid] : [target.name];
  const how = ['ifname', device, 'name', profile, ...(target.kind === 'hidden' ? ['hidden', 'yes'] : [])];
  return [
    ...(secret ? ['--ask'] : []),
    '-w',
    String(JOIN_SECONDS),
    'device',
    'wifi',
    'connect',
    ...what,
    ...how,
  ];
}

/** Takes away what a failed try has left: a profile with a wrong passphrase would be tried again at each start. */
export const forgetArguments = (profile: string): readonly string[] => [
  'connection',
  'delete',
  'id',
  profile,
];

/** Fields of a terse line: separated by colons; a colon or backslash inside is escaped by a backslash. */
export function splitTerse(line: string): string[] {
  const fields = [''];
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === ':') fields.push('');
    else {
      if (character === '\\') at += 1;
      fields[fields.length - 1] += character === '\\' ? (line[at] ?? '') : character;
    }
  }
  return fields;
}

const linesOf = (stdout: string): string[][] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(splitTerse);

/** The first adapter for Wi-Fi that NetworkManager looks after. Pure. */
export function readWifiDevice(stdout: string): string | null {
  const found = linesOf(stdout).find(([, type, state]) => type === 'wifi' && state !== 'unmanaged');
  return found?.[0] || null;
}

/** `enabled` or `disabled`, in hardware and in software; `missing` where there is no switch. Pure. */
export function readRadio(stdout: string): { readonly hardware: boolean; readonly software: boolean } {
  const [hardware, software] = linesOf(stdout)[0] ?? [];
  return { hardware: hardware !== 'disabled', software: software !== 'disabled' };
}

/** A network as it was seen, with the access point that is joined. */
export interface SeenNetwork extends WifiNetwork {
  readonly bssid: string;
}

/**
 * The networks in reach, the strongest first. Several access points of one name that ask the same are one network; those that tell
 * nobody their name, and those of other laptops (ad hoc), are left out. Pure.
 */
export function readNetworks(stdout: string): SeenNetwork[] {
  const best = new Map<string, SeenNetwork>();
  for (const [bssid = '', hex = '', mode, strength, flags = ''] of linesOf(stdout)) {
    if (mode !== 'Infra' || !isBssid(bssid) || !isName(hex)) continue;
    const security = securityOf(flags);
    const id = `${hex} ${security}`;
    const signal = Math.min(100, Math.max(0, Number(strength) || 0));
    const known = best.get(id);
    if (known && known.signal >= signal) continue;
    best.set(id, { id, name: nameOf(hex), signal, security, bssid });
  }
  return [...best.values()].toSorted(
    (one, other) => other.signal - one.signal || (one.id < other.id ? -1 : 1),
  );
}

const isBssid = (text: string): boolean => /^[0-9A-F]{2}(:[0-9A-F]{2}){5}$/i.test(text);

/** 1 to 32 bytes (IEEE 802.11, 9.4.2.2), not all of them zero: that is how some hide a name. */
const isName = (hex: string): boolean => /^([0-9A-F]{2}){1,32}$/.test(hex) && !/^(00)+$/.test(hex);

/** Bytes as text. What would turn the line around or cannot be seen is no part of a name that people compare. */
function nameOf(hex: string): string {
  const text = new TextDecoder('utf-8', { fatal: false }).decode(Buffer.from(hex, 'hex'));
  return text.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, '\u{fffd}');
}

/** Of several that are offered the one that a person can use counts. `WPA2 WPA3`, `WPA2 802.1X`, `OWE`, `WEP`; nothing: open. */
function securityOf(flags: string): WifiSecurity {
  if (flags.includes('802.1X')) return 'enterprise';
  if (/WPA|WEP/.test(flags)) return 'passphrase';
  return flags.includes('OWE') ? 'enhanced-open' : 'open';
}

/** Words of NMDeviceStateReason that nmcli prints behind "Connection activation failed:", with a number or without. */
const REASONS: readonly { readonly says: RegExp; readonly slug: Slug }[] = [
  { says: /\(7\)|Secrets were required|802-11-wireless-security\.psk/, slug: 'wifi_passphrase_wrong' },
  { says: /\((9|10|11)\)|supplicant (took too long|configuration|failed)/i, slug: 'wifi_passphrase_wrong' },
  {
    says: /\((53)\)|Wi-Fi network could not be found|No network with SSID|No access point/i,
    slug: 'wifi_out_of_range',
  },
  { says: /\((15|16|17|5)\)|DHCP|IP configuration could not be reserved/i, slug: 'no_address' },
  { says: /not authori[sz]ed|insufficient privileges|permission denied/i, slug: 'wifi_unavailable' },
];

/** NetworkManager is not running; no network of that name; it took too long. */
const [NOT_RUNNING, NOT_FOUND, TIMED_OUT] = [8, 10, 3];

/** What a call that failed has to say, as a refusal; nmcli's own number stays for the technician. Pure. */
export function readFailure({ code, stdout, stderr }: NmcliAnswer): Refusal {
  const said = `${stderr}\n${stdout}`;
  const detail = { detail: `nmcli ${code}${/\((\d{1,3})\)/.exec(said)?.[0]?.replace(/^/, ' ') ?? ''}` };
  if (code === 'absent' || code === NOT_RUNNING) return new Refusal('wifi_unavailable', detail);
  const slug = REASONS.find(({ says }) => says.test(said))?.slug;
  if (slug) return new Refusal(slug, detail);
  if (code === NOT_FOUND) return new Refusal('wifi_out_of_range', detail);
  return new Refusal(code === TIMED_OUT || code === 'late' ? 'wifi_out_of_range' : 'wifi_failed', detail);
}
