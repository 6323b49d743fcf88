import { Refusal } from '../../../electron/contract/refusal.ts';
import { AAGUIDS } from '../../../electron/contract/wire/passkey.ts';

/** TPMA_OBJECT (TPM 2.0 Library Part 2, 8.3). */
const FIXED_TPM = 1 << 1;
const FIXED_PARENT = 1 << 4;
const SENSITIVE_DATA_ORIGIN = 1 << 5;
const NO_DA = 1 << 10;
const RESTRICTED = 1 << 16;
const SIGN = 1 << 18;

interface Rule {
  readonly attribute: string;
  readonly bit: number;
  readonly must: 'be set' | 'be clear';
  /** Our own TPM keys alone: other makers guard the gesture elsewhere. */
  readonly ownOnly?: boolean;
  readonly why: string;
}

/** What a key has to be for "it lives in this TPM and nowhere else" to be true. WebAuthn leaves that to the verifier, and so does the library. */
const RULES: readonly Rule[] = [
  { attribute: 'fixedTPM', bit: FIXED_TPM, must: 'be set', why: 'else it can be duplicated to another TPM' },
  {
    attribute: 'fixedParent',
    bit: FIXED_PARENT,
    must: 'be set',
    why: 'else it can be moved under another key',
  },
  {
    attribute: 'sensitiveDataOrigin',
    bit: SENSITIVE_DATA_ORIGIN,
    must: 'be set',
    why: 'else it was made outside and put in',
  },
  { attribute: 'sign', bit: SIGN, must: 'be set', why: 'else it cannot be a credential key' },
  {
    attribute: 'restricted',
    bit: RESTRICTED,
    must: 'be clear',
    why: 'it would sign what the TPM says, not what we ask',
  },
  {
    attribute: 'noDA',
    bit: NO_DA,
    must: 'be clear',
    ownOnly: true,
    why: 'the TPM would not count wrong PINs',
  },
];

/** Offset of objectAttributes in TPMT_PUBLIC: behind type and nameAlg, two bytes each (Part 2, 12.2.4). */
const ATTRIBUTES_AT = 4;

/**
 * May a key with this public area be a credential? Its hash is what the TPM certified, so its attributes are the TPM's word.
 *
 * @param pubArea TPMT_PUBLIC of an attestation that verified
 * @throws Refusal attestation_refused, the attribute in `detail`
 */
export function requireTpmAttributes(pubArea: Uint8Array, aaguid: string): void {
  const attributes = Buffer.from(pubArea).readUInt32BE(ATTRIBUTES_AT);
  for (const { attribute, bit, must, ownOnly, why } of RULES) {
    if (ownOnly && aaguid !== AAGUIDS.tpm) continue;
    const set = (attributes & bit) !== 0;
    if (set !== (must === 'be set')) {
      throw new Refusal('attestation_refused', {
        detail: `the TPM key’s ${attribute} has to ${must}: ${why}`,
      });
    }
  }
}
