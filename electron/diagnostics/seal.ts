import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, errors } from 'jose';
import { Refusal } from '../contract/refusal.ts';
import type { Report } from '../contract/wire/report.ts';
import { pack, type ShortReport, shorten, unpack } from './short.ts';
import type { SupportKey } from './support-key.ts';

/**
 * A version 18 square at level M holds 560 characters (ISO/IEC 18004, table 7): 89 modules, which a telephone reads from a screen at arm's
 * length. What was before is left out from the oldest on until it fits.
 */
export const SQUARE_CHARACTERS = 560;

/** What was before the refusal, at most: more is for the whole report. */
const MOST_BEFORE = 12;

/** A square tells of now; one that is older is likely a photograph of another day. Seconds. */
export const REPORT_LIFE = 24 * 3600;
/** A laptop that has not reached the directory goes by its own clock. Seconds. */
const AHEAD = 3600;

/**
 * A short report as a JWE for the company's support (RFC 7516 compact, ECDH-ES direct, A256GCM, DEFLATE), after the help code in the
 * clear: whoever scans it with any telephone sees that at least.
 */
export async function sealReport(report: Report, { keyId, key }: SupportKey): Promise<string> {
  const short = shorten(report);
  const front = short.helpCode ? `${short.helpCode} ` : '';
  for (let moments = MOST_BEFORE; ; moments -= 1) {
    const jwe = await new CompactEncrypt(new TextEncoder().encode(pack(short, moments)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', zip: 'DEF', kid: keyId })
      .encrypt(key);
    const text = front + jwe;
    if (text.length <= SQUARE_CHARACTERS || moments === 0) return text;
  }
}

/** Compact form with an empty encrypted key, as ECDH-ES direct has it, a 96-bit IV and a 128-bit tag. */
const JWE = /eyJ[A-Za-z0-9_-]{20,600}\.\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{1,4000}\.[A-Za-z0-9_-]{22}/;

/** Longer than any square, and than any mail that somebody pastes around one. */
const LONGEST_TEXT = 64 * 1024;

/**
 * Reads a sealed report, wherever in the text it is and however its lines were broken.
 * @param now seconds since 1970; `null`: of any age
 * @throws Refusal report_unreadable, report_for_other_key, report_old
 */
export async function openSealedReport(
  text: string,
  { keyId, key }: SupportKey,
  now: number | null,
): Promise<ShortReport> {
  const jwe = JWE.exec(text.slice(0, LONGEST_TEXT).replace(/\s+/g, ''))?.[0];
  if (jwe === undefined || !jwe.split('.').every(isCanonical)) {
    throw new Refusal('report_unreadable', { detail: 'there is no whole report in this text' });
  }
  const { kid } = headerOf(jwe);
  if (kid !== keyId) {
    throw new Refusal('report_for_other_key', {
      detail: `this is key ${keyId}${/^[0-9a-f]{8}$/.test(kid ?? '') ? `; the report is for ${kid}` : ''}`,
    });
  }
  const report = unpack(await decrypt(jwe, key));
  if (now !== null) checkAge(report, now);
  return report;
}

/** The last letter of a part has bits that say nothing: changed, they would still have decrypted. */
const isCanonical = (part: string): boolean => Buffer.from(part, 'base64url').toString('base64url') === part;

function headerOf(jwe: string): { readonly kid?: string } {
  try {
    const { kid } = decodeProtectedHeader(jwe);
    return kid === undefined ? {} : { kid };
  } catch (thrown) {
    throw new Refusal('report_unreadable', {}, thrown);
  }
}

async function decrypt(jwe: string, key: SupportKey['key']): Promise<string> {
  try {
    const { plaintext } = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
  } catch (thrown) {
    // One sentence for every reason: which it was tells only somebody who tries.
    if (thrown instanceof errors.JOSEError || thrown instanceof Error) {
      throw new Refusal(
        'report_unreadable',
        { detail: 'it was changed on the way, or a part is missing' },
        thrown,
      );
    }
    throw thrown;
  }
}

function checkAge({ createdDateTime }: ShortReport, now: number): void {
  const age = now - Date.parse(createdDateTime) / 1000;
  if (age > REPORT_LIFE || age < -AHEAD)
    throw new Refusal('report_old', { detail: `made ${createdDateTime}` });
}
