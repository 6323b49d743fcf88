import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { x509 } from '../../tls/x509.ts';
import { knownVendor } from './tpm-vendors.ts';

/** tcg-kp-EKCertificate: without it, any certificate of the same authority would do for a TPM's. */
const EK_CERTIFICATE = '2.23.133.8.1';
const EK_BITS = 2048;

/** What a certificate says of the TPM it was made for (TCG EK Credential Profile 2.5, 3.1.2). */
export interface TpmModel {
  /** `id:` and eight hex digits, of the TCG's registry. */
  readonly manufacturer: string;
  readonly model: string;
  readonly version: string;
}

/** The endorsement key of a TPM, as its maker certified it. */
export interface Endorsement {
  readonly publicKey: KeyObject;
  readonly tpm: TpmModel;
  /** SHA-256 of the certificate, hex: which TPM it was, for the audit log. */
  readonly fingerprint: string;
}

/**
 * Judges the certificate of an endorsement key.
 *
 * @param der as the TPM keeps it; some makers fill the rest of the index, and that is passed over
 * @param roots PEM of whoever signs for the makers, one of which must have signed; an empty list vouches for nobody
 * @param now milliseconds since 1970
 * @throws Refusal endorsement_unsuitable, endorsement_untrusted
 */
export function judgeEndorsement(der: Buffer, roots: readonly string[], now: number): Endorsement {
  const certificate = parse(der);
  if (certificate.ca) throw unsuitable('it is the certificate of an authority');
  if (!certificate.keyUsage?.includes(EK_CERTIFICATE))
    throw unsuitable(`it is not for an endorsement key (${EK_CERTIFICATE})`);
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== 'rsa' || asymmetricKeyDetails?.modulusLength !== EK_BITS)
    throw unsuitable('the endorsement key is not RSA 2048');
  requireTrusted(certificate, roots, now);
  return {
    publicKey: certificate.publicKey,
    tpm: modelOf(certificate),
    fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
  };
}

function parse(der: Buffer): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (thrown) {
    throw unsuitable('it is not an X.509 certificate', thrown);
  }
}

function requireTrusted(certificate: X509Certificate, roots: readonly string[], now: number): void {
  const signers = roots
    .map((pem) => new X509Certificate(pem))
    .filter((root) => root.ca && certificate.checkIssued(root) && certificate.verify(root.publicKey));
  if (signers.length === 0)
    throw new Refusal('endorsement_untrusted', { detail: 'no known maker has signed it' });
  if (!isValid(certificate, now) || !signers.some((root) => isValid(root, now)))
    throw new Refusal('endorsement_untrusted', {
      detail: 'it, or its maker’s certificate, is not valid now',
    });
}

function isValid({ validFrom, validTo }: X509Certificate, now: number): boolean {
  return Date.parse(validFrom) <= now && now <= Date.parse(validTo);
}

/** The directory name among the alternative names. */
function modelOf(certificate: X509Certificate): TpmModel {
  const name = tpmNameOf(certificate);
  const only = (oid: string) => {
    const [value, ...more] = name.getField(oid);
    if (value === undefined || more.length > 0 || value.length > 64)
      throw unsuitable('it does not say which TPM it is for');
    return value;
  };
  const written = only('2.23.133.2.1');
  const manufacturer = knownVendor(written);
  if (manufacturer === null) throw unsuitable('its maker is none of the TCG’s list');
  return { manufacturer, model: only('2.23.133.2.2'), version: only('2.23.133.2.3') };
}

function tpmNameOf(certificate: X509Certificate): x509.Name {
  try {
    const read = new x509.X509Certificate(new Uint8Array(certificate.raw));
    const names = read.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [];
    return new x509.Name(names.find(({ type }) => type === 'dn')?.value ?? '');
  } catch (thrown) {
    throw unsuitable('its alternative name cannot be read', thrown);
  }
}

function unsuitable(detail: string, cause?: unknown): Refusal {
  return new Refusal('endorsement_unsuitable', { detail }, cause);
}
