import type { Slug } from '../contract/refusals.ts';

/** Which call of the browser failed. */
export type CeremonyKind = 'create' | 'get';

/**
 * Translates what a WebAuthn ceremony failed with into a refusal: the name of its DOMException, or the code of a
 * @simplewebauthn/browser WebAuthnError. Steps are those of WebAuthn Level 3, 5.1.3 (create), 5.1.4.1 (get), 6.3.2
 * (authenticatorMakeCredential) and 6.3.3 (authenticatorGetAssertion).
 *
 * What is not in the table is `ceremony_failed`: a browser may use names that no specification has.
 */
export function identifyWebAuthnError(kind: CeremonyKind, error: string): Slug {
  switch (error) {
    // 5.1.3 and 5.1.4.1, last step, and 14.5.1: cancel, time-out and "nothing here can do it" are one error on purpose, so
    // that a page cannot find out which credentials exist. SimpleWebAuthn passes it through under the second name.
    case 'NotAllowedError':
    case 'ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY':
      return 'gesture_cancelled';
    // 5.1.3 and 5.1.4.1, "if options.signal is aborted": we, or a newer ceremony, called it off.
    case 'AbortError':
    case 'ERROR_CEREMONY_ABORTED':
    // TimeoutError: the reason of AbortSignal.timeout (DOM 3.1), and of our own time limit.
    case 'TimeoutError':
      return 'gesture_cancelled';
    // 6.3.2 step 3: a credential of excludeCredentials is in this authenticator. `get` has no such step.
    case 'InvalidStateError':
      return kind === 'create' ? 'credential_exists' : 'ceremony_failed';
    case 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED':
      return 'credential_exists';
    // 6.3.2 steps 4 and 5: it can keep no discoverable credential, or cannot verify the user.
    case 'ConstraintError':
    case 'ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT':
    case 'ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT':
    case 'ERROR_AUTO_REGISTER_USER_VERIFICATION_FAILURE':
    // 5.1.3 step 10 and 6.3.2 step 2: none of the algorithms.
    case 'NotSupportedError':
    case 'ERROR_AUTHENTICATOR_NO_SUPPORTED_PUBKEYCREDPARAMS_ALG':
    case 'ERROR_MALFORMED_PUBKEYCREDPARAMS':
      return 'authenticator_unavailable';
    // 5.1.3 steps 7 and 8, 5.1.4.1 steps 6 and 7: the page's origin and the RP ID do not belong together.
    case 'SecurityError':
    case 'ERROR_INVALID_DOMAIN':
    case 'ERROR_INVALID_RP_ID':
      return 'profile_mismatch';
    // 6.3.2 and 6.3.3, last steps: the authenticator failed. 5.1.3 step 5 (TypeError): options that we should not have sent.
    default:
      return 'ceremony_failed';
  }
}
