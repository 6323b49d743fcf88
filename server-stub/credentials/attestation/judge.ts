import { convertCertBufferToPEM, validateCertificatePath } from '@simplewebauthn/server/helpers';
import type { Assurance } from '../assurance.ts';
import { type AttestationTrust, ROOTED_FORMATS, type RootedFormat } from './trust.ts';

/** An attestation whose signature verified: whom does it lead to? */
export interface VerifiedStatement {
  readonly format: string;
  readonly aaguid: string;
  /** Leaf first; absent where the key vouches for itself. */
  readonly chain: readonly Uint8Array[] | undefined;
}

/**
 * What an attestation is worth. The library has verified its signature and form; for `packed` and `tpm` it checks a chain only where it
 * was given roots, and takes an empty list for "any root will do". So the chain is judged here, and an empty list vouches for nothing.
 *
 * `apple` is the exception: the library holds Apple's root and has refused whatever does not lead there.
 */
export async function judgeAttestation(
  trust: AttestationTrust,
  verified: VerifiedStatement,
): Promise<Assurance> {
  const { format, aaguid, chain } = verified;
  if (format === 'apple') return 'attested';
  if (chain === undefined) return format === 'packed' ? 'self' : 'none';
  const model = trust.models.get(aaguid.toLowerCase());
  if (model?.compromised || !isRooted(format)) return 'none';
  const roots = [...trust.roots[format], ...(model?.roots ?? [])];
  return (await leadsTo(chain, roots)) ? 'attested' : 'none';
}

function isRooted(format: string): format is RootedFormat {
  return ROOTED_FORMATS.some((one) => one === format);
}

/** Does the chain end at one of the roots, every certificate valid now and none revoked? */
async function leadsTo(chain: readonly Uint8Array[], roots: readonly string[]): Promise<boolean> {
  const pems = chain.map((der) => convertCertBufferToPEM(new Uint8Array(der)));
  for (const root of roots) {
    // One at a time: the library gives up at the first root that a chain does not fit.
    const fits = await validateCertificatePath(pems, [root]).catch(() => false);
    if (fits) return true;
  }
  return false;
}
