import { describe, expect, it } from 'vitest';
import { identifyWebAuthnError } from '../../../electron/credential/identify-webauthn-error.ts';

describe('WebAuthn errors', () => {
  it.each([
    ['NotAllowedError', 'gesture_cancelled', 'gesture_cancelled'],
    ['ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY', 'gesture_cancelled', 'gesture_cancelled'],
    ['AbortError', 'gesture_cancelled', 'gesture_cancelled'],
    ['ERROR_CEREMONY_ABORTED', 'gesture_cancelled', 'gesture_cancelled'],
    ['TimeoutError', 'gesture_cancelled', 'gesture_cancelled'],
    ['InvalidStateError', 'credential_exists', 'ceremony_failed'],
    ['ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED', 'credential_exists', 'credential_exists'],
    ['ConstraintError', 'authenticator_unavailable', 'authenticator_unavailable'],
    ['NotSupportedError', 'authenticator_unavailable', 'authenticator_unavailable'],
    [
      'ERROR_AUTHENTICATOR_NO_SUPPORTED_PUBKEYCREDPARAMS_ALG',
      'authenticator_unavailable',
      'authenticator_unavailable',
    ],
    ['SecurityError', 'profile_mismatch', 'profile_mismatch'],
    ['ERROR_INVALID_RP_ID', 'profile_mismatch', 'profile_mismatch'],
    ['UnknownError', 'ceremony_failed', 'ceremony_failed'],
    ['ERROR_AUTHENTICATOR_GENERAL_ERROR', 'ceremony_failed', 'ceremony_failed'],
    ['TypeError', 'ceremony_failed', 'ceremony_failed'],
    ['ERROR_INVALID_USER_ID_LENGTH', 'ceremony_failed', 'ceremony_failed'],
    ['something new', 'ceremony_failed', 'ceremony_failed'],
    ['constructor', 'ceremony_failed', 'ceremony_failed'],
  ])('%s is %s at create and %s at get', (name, atCreate, atGet) => {
    expect([identifyWebAuthnError('create', name), identifyWebAuthnError('get', name)]).toEqual([
      atCreate,
      atGet,
    ]);
  });
});
