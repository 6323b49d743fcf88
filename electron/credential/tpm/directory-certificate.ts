import { X509Certificate } from 'node:crypto';
import { Refusal } from '../../contract/refusal.ts';
import type { Slug } from '../../contract/refusals.ts';
import type { ClockPort } from '../../provisioning/ports.ts';
import type { CertifyAttestationKey, FindAttestation } from './attestation.ts';
import { requireSameKey } from './attestation-key.ts';
import { activateCredential, type CredentialChallenge } from './commands/activate.ts';
import { createEndorsementKey, readEndorsementCertificate } from './commands/endorsement.ts';
import { createPrimary } from './commands/primary.ts';
import { inspectTpm, type TpmAccess } from './inspect.ts';
import { withTpm } from './tpm.ts';
import { ATTESTATION_TEMPLATE } from './wire/public-area.ts';

/** A directory that certifies attestation keys. */
export interface PrivacyCa {
  ask(
    endorsementCertificate: Uint8Array,
    attestationKey: Uint8Array,
  ): Promise<CredentialChallenge & { readonly challenge: string }>;
  show(
    challenge: string,
    secret: Uint8Array,
  ): Promise<{
    readonly chain: readonly Uint8Array[];
    /** Seconds since 1970, in the directory's time. */
    readonly expiresAt: number;
  }>;
}

export interface DirectoryCertificateOptions extends TpmAccess {
  readonly ca: PrivacyCa;
  readonly clock: Pick<ClockPort, 'now'>;
  /** Why nobody vouches for this TPM. */
  readonly unvouched: (refusal: Refusal) => void;
}

/** After one of these the key is as good as before and nobody vouches for it; everything else is trouble that another try may mend. */
const UNVOUCHED: ReadonlySet<Slug> = new Set<Slug>([
  'attestation_off',
  // A directory that has never heard of it.
  'not_found',
  'method_not_allowed',
  'endorsement_untrusted',
  'endorsement_unsuitable',
  'attestation_key_unsuitable',
  'attestation_secret_wrong',
  // The TPM has no certificate, or does not open what was made for it.
  'authenticator_unavailable',
]);

/** Seconds for which "nobody vouches" is believed, so that the choice and the creation right after it ask once. */
const UNVOUCHED_FOR = 60;
/** Seconds before its end at which a certificate is not begun with any more. */
const MARGIN = 300;

interface Found {
  readonly certify: CertifyAttestationKey | null;
  readonly until: number;
}

/**
 * Has the directory certify this TPM's attestation key: it sees the endorsement certificate and the key, and a secret that the TPM alone
 * can open. Nothing of it is kept on the disk: a run that was killed asks again, and the key is the same.
 *
 * @returns what finds the certificate, or `null` where nobody vouches for this TPM; it throws Refusal for trouble with the directory
 */
export function certificateFromDirectory(options: DirectoryCertificateOptions): FindAttestation {
  let found: Found | null = null;
  return async () => {
    if (found === null || found.until <= options.clock.now()) found = await find(options);
    return found.certify;
  };
}

async function find(options: DirectoryCertificateOptions): Promise<Found> {
  try {
    const { chain, expiresAt } = await exchangeOnceMore(options);
    return { certify: certifyWith(chain), until: expiresAt - MARGIN };
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || !UNVOUCHED.has(thrown.slug)) throw thrown;
    options.unvouched(thrown);
    return { certify: null, until: options.clock.now() + UNVOUCHED_FOR };
  }
}

/** A question counts once. When an answer was lost the repeat meets a used one: then once more from the question on. */
async function exchangeOnceMore(options: DirectoryCertificateOptions) {
  try {
    return await exchange(options);
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.slug !== 'attestation_challenge_invalid') throw thrown;
    return await exchange(options);
  }
}

/** The TPM is let go of while the directory is asked: it serves one program at a time. */
async function exchange(options: DirectoryCertificateOptions) {
  const { tcti } = await inspectTpm(options);
  const access = { ...options, tcti };
  const { area, certificate } = await withTpm(access, async (tpm) => ({
    certificate: await readEndorsementCertificate(tpm),
    area: (await createPrimary(tpm, ATTESTATION_TEMPLATE)).area,
  }));
  if (certificate === null)
    throw new Refusal('authenticator_unavailable', { detail: 'The TPM has no certificate of its maker.' });
  const { challenge, ...question } = await options.ca.ask(trimmed(certificate), area);
  const secret = await withTpm(access, async (tpm) => {
    const attestationKey = await createPrimary(tpm, ATTESTATION_TEMPLATE);
    return activateCredential(tpm, attestationKey, await createEndorsementKey(tpm), question);
  });
  return options.ca.show(challenge, secret);
}

/** Without what some makers fill the rest of the index with. @throws Refusal authenticator_unavailable */
function trimmed(certificate: Buffer): Uint8Array {
  try {
    return new X509Certificate(certificate).raw;
  } catch (thrown) {
    const detail = 'The certificate in the TPM cannot be read.';
    throw new Refusal('authenticator_unavailable', { detail }, thrown);
  }
}

function certifyWith(chain: readonly Uint8Array[]): CertifyAttestationKey {
  return async (point) => {
    requireSameKey(point, chain, 'The certificate of the directory');
    return chain;
  };
}
