import { Refusal } from '../contract/refusal.ts';
import type { Ceremony } from '../contract/view.ts';
import type { AssertionJson, RegistrationJson } from '../contract/wire/webauthn.ts';
import { identifyWebAuthnError } from './identify-webauthn-error.ts';

/** Hands ceremonies to the renderer and takes their answers. The renderer is a picture: it runs what it is shown. */
export interface CeremonyBroker {
  /** Resolves with the answer of the same id. One at a time: a new one calls the one before off. */
  ceremony(request: Ceremony): Promise<RegistrationJson | AssertionJson>;
  /** Calls back with the ceremony to run now, or `null` when there is none any more; gives back the way to stop. */
  onCeremony(listener: (request: Ceremony | null) => void): () => void;
  /** Each answers whether the id was the one that is under way; a late or invented answer changes nothing. */
  created(id: string, registration: RegistrationJson): boolean;
  asserted(id: string, assertion: AssertionJson): boolean;
  /** `error`: name of the DOMException, or code of the WebAuthnError. */
  failed(id: string, error: string): boolean;
}

/** Seconds that the agent waits longer than the browser was told to: the browser's own answer is the better one. */
const GRACE = 10;

interface UnderWay {
  readonly request: Ceremony;
  readonly resolve: (answer: RegistrationJson | AssertionJson) => void;
  readonly reject: (refusal: Refusal) => void;
  readonly stopTimer: () => void;
}

/**
 * @param after calls back once after so many seconds; gives back the way to call it off (ClockPort.after)
 * @throws Refusal gesture_cancelled (also on time-out), ceremony_failed, authenticator_unavailable, credential_exists,
 *   profile_mismatch; all from the promise of `ceremony`
 */
export function createCeremonyBroker(
  after: (seconds: number, callback: () => void) => () => void,
): CeremonyBroker {
  const listeners = new Set<(request: Ceremony | null) => void>();
  let underWay: UnderWay | null = null;

  function finish(id: string, settle: (ceremony: UnderWay) => void): boolean {
    if (underWay === null || underWay.request.id !== id) return false;
    const finished = underWay;
    underWay = null;
    finished.stopTimer();
    settle(finished);
    for (const listener of listeners) listener(null);
    return true;
  }

  function failed(id: string, error: string): boolean {
    // The name comes from the renderer: only its shape is trusted, and only for the log.
    const detail = `WebAuthn: ${/^[A-Za-z_]{1,64}$/.test(error) ? error : 'unnamed error'}`;
    return finish(id, ({ request, reject }) =>
      reject(new Refusal(identifyWebAuthnError(request.kind, error), { detail })),
    );
  }

  return {
    ceremony(request) {
      if (underWay !== null) failed(underWay.request.id, 'AbortError');
      return new Promise((resolve, reject) => {
        const limit = request.options.timeout / 1000 + GRACE;
        const stopTimer = after(limit, () => void failed(request.id, 'TimeoutError'));
        underWay = { request, resolve, reject, stopTimer };
        for (const listener of listeners) listener(request);
      });
    },
    onCeremony(listener) {
      listeners.add(listener);
      if (underWay !== null) listener(underWay.request);
      return () => void listeners.delete(listener);
    },
    created: (id, registration) =>
      underWay?.request.kind === 'create' && finish(id, ({ resolve }) => resolve(registration)),
    asserted: (id, assertion) =>
      underWay?.request.kind === 'get' && finish(id, ({ resolve }) => resolve(assertion)),
    failed,
  };
}
