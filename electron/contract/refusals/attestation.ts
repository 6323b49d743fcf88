import type { RefusalRow } from './row.ts';

/** LK-461n: the directory as privacy CA, which certifies the attestation key of a TPM. */
export const ATTESTATION_REFUSALS = {
  attestation_off: {
    status: 404,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-4610',
    cause: 'The directory does not vouch for security chips.',
    userAction: 'Nothing to do: the key works all the same.',
    technicianAction:
      'To have TPM keys attested, start the directory with --attestation-roots DIR and the TPM makers’ certificates in DIR/ek.',
  },
  endorsement_untrusted: {
    status: 403,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-4611',
    cause: 'The directory does not know the maker of this laptop’s security chip.',
    userAction: 'Tell your IT team this code.',
    technicianAction:
      'The certificate of the TPM’s endorsement key was signed by none of those in DIR/ek, or has run out. Add the one that its maker signs with.',
  },
  endorsement_unsuitable: {
    status: 400,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-4612',
    cause: 'The certificate of this laptop’s security chip cannot be used.',
    userAction: 'Tell your IT team this code.',
    technicianAction:
      'It has to be the certificate of an RSA 2048 endorsement key that names the TPM (TCG EK Credential Profile). The detail says what is missing.',
  },
  attestation_key_unsuitable: {
    status: 400,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-4613',
    cause: 'The key with which this laptop’s security chip is to speak is not of the right kind.',
    userAction: 'Tell your IT team this code.',
    technicianAction:
      'It has to be a restricted P-256 signing key that was made in the TPM and cannot leave it. The detail names the attribute.',
  },
  attestation_challenge_invalid: {
    status: 400,
    oauth: null,
    entra: null,
    retry: 'now',
    helpCode: 'LK-4614',
    cause: 'The directory does not remember asking this security chip.',
    userAction: 'Try again.',
    technicianAction:
      'The question was answered already, is more than five minutes old, or was for another device.',
  },
  attestation_secret_wrong: {
    status: 403,
    oauth: null,
    entra: null,
    retry: 'never',
    helpCode: 'LK-4615',
    cause: 'The security chip could not open what was meant for it.',
    userAction: 'Tell your IT team this code.',
    technicianAction:
      'Whatever answered is not the TPM of that endorsement certificate, or does not hold that attestation key. If it happens again, look at this laptop closely.',
  },
} as const satisfies Record<string, RefusalRow>;
