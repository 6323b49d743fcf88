import { crc16 } from '../crc16.ts';
import { ACTION_NUMBERS, REASON_NUMBERS, type TechnicianAction, type TechnicianReason } from './actions.ts';
import { checkCharacter, decodeBase32, encodeBase32, inGroups, tidyBase32 } from './base32.ts';

/** What a device asks of a technician. */
export interface Challenge {
  readonly action: TechnicianAction;
  readonly reason: TechnicianReason;
  /** First four bytes of the SHA-256 thumbprint (RFC 7638) of the technicians' key, 8 hex digits. */
  readonly keyId: string;
  /** When it was made, seconds since 1970: the directory's time where it is known. */
  readonly issuedAt: number;
  /** Names this challenge in both audits, 16 hex digits. What makes it fresh is the ephemeral key. */
  readonly nonce: string;
  /** Ephemeral P-256 key of the device, compressed point (SEC 1, 2.3.3), 33 bytes. */
  readonly ephemeral: Uint8Array;
  /** Serial number of the device: printable ASCII, at most 24 characters. */
  readonly serialNumber: string;
}

const VERSION = 1;
const HEAD_BYTES = 1 + 1 + 4 + 4 + 8 + 33 + 1;
const CHECK_BYTES = 2;
export const SERIAL_LENGTH = 24;

/** What goes before the text in the QR: it says what the rest is, and keeps QR's alphanumeric mode. */
export const QR_PREFIX = 'LATCHKEY:1:';

/** Characters of a line that carry data; the last one of each line is its check character. */
const LINE_DATA = 19;
const GROUP = 5;

/**
 * The bytes that both sides compute with: version, action and reason (a nibble each), key id, time, nonce, ephemeral key,
 * length of the serial number, serial number. Numbers are big-endian.
 */
export function challengeBytes(challenge: Challenge): Uint8Array {
  const serial = [...serialForChallenge(challenge.serialNumber)].map((char) => char.charCodeAt(0));
  return Uint8Array.from([
    VERSION,
    (ACTION_NUMBERS[challenge.action] << 4) | REASON_NUMBERS[challenge.reason],
    ...fromHex(challenge.keyId),
    ...fromHex(challenge.issuedAt.toString(16).padStart(8, '0')),
    ...fromHex(challenge.nonce),
    ...challenge.ephemeral,
    serial.length,
    ...serial,
  ]);
}

/** The bytes back, or `null` where they are no challenge of this version. */
export function readChallenge(bytes: Uint8Array): Challenge | null {
  const serialLength = bytes[HEAD_BYTES - 1] ?? 0;
  if (bytes[0] !== VERSION || serialLength > SERIAL_LENGTH || bytes.length !== HEAD_BYTES + serialLength)
    return null;
  const kinds = bytes[1] ?? 0;
  const action = nameOf(ACTION_NUMBERS, kinds >> 4);
  const reason = nameOf(REASON_NUMBERS, kinds & 15);
  const serialNumber = String.fromCharCode(...bytes.subarray(HEAD_BYTES));
  if (!action || !reason || serialNumber !== serialForChallenge(serialNumber)) return null;
  return {
    action,
    reason,
    keyId: toHex(bytes.subarray(2, 6)),
    issuedAt: Number.parseInt(toHex(bytes.subarray(6, 10)), 16),
    nonce: toHex(bytes.subarray(10, 18)),
    ephemeral: bytes.slice(18, 51),
    serialNumber,
  };
}

/** A serial number as a challenge carries it: what is not printable ASCII becomes `?`, and what is too long is cut. */
export function serialForChallenge(serialNumber: string): string {
  return serialNumber.replace(/[^\x21-\x7e]/gu, '?').slice(0, SERIAL_LENGTH);
}

/** For the QR code: one piece, no groups. */
export function challengeQr(challenge: Challenge): string {
  return QR_PREFIX + withChecksum(challengeBytes(challenge));
}

/** For reading out: lines of four groups of five, the last character of each line checks that line. */
export function challengeLines(challenge: Challenge): string[] {
  const text = withChecksum(challengeBytes(challenge));
  const lines = text.match(new RegExp(`.{1,${LINE_DATA}}`, 'g')) ?? [];
  return lines.map((line) => inGroups(line + checkCharacter(line), GROUP));
}

/** What came of reading a text. `line`: the first one whose check character does not fit, from 1. */
export type ReadText =
  | { readonly ok: true; readonly challenge: Challenge; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly line: number | null };

/** Reads what was scanned, or what was typed from the lines; case, spaces and hyphens do not matter. */
export function readChallengeText(typed: string): ReadText {
  const text = typed.trim();
  if (text.toUpperCase().startsWith(QR_PREFIX)) return readChecked(tidyBase32(text.slice(QR_PREFIX.length)));
  const whole = tidyBase32(text);
  const lines = whole.match(new RegExp(`.{1,${LINE_DATA + 1}}`, 'g')) ?? [];
  const wrong = lines.findIndex((line) => checkCharacter(line.slice(0, -1)) !== line.at(-1));
  if (wrong !== -1) return { ok: false, line: wrong + 1 };
  return readChecked(lines.map((line) => line.slice(0, -1)).join(''));
}

function readChecked(text: string): ReadText {
  const all = decodeBase32(text);
  const bytes = all?.slice(0, -CHECK_BYTES);
  if (!all || !bytes || toHex(crc16(bytes)) !== toHex(all.subarray(bytes.length)))
    return { ok: false, line: null };
  const challenge = readChallenge(bytes);
  return challenge ? { ok: true, challenge, bytes } : { ok: false, line: null };
}

function withChecksum(bytes: Uint8Array): string {
  return encodeBase32(Uint8Array.from([...bytes, ...crc16(bytes)]));
}

function nameOf<Name extends string>(numbers: Readonly<Record<Name, number>>, number: number): Name | null {
  const found = (Object.entries(numbers) as [Name, number][]).find(([, value]) => value === number);
  return found ? found[0] : null;
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}
