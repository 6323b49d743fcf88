import { randomUUID } from 'node:crypto';
import { Refusal } from '../contract/refusal.ts';
import type { Ceremony } from '../contract/view.ts';
import type { AssertionJson, RegistrationJson } from '../contract/wire/webauthn.ts';
import type { Authenticator } from '../provisioning/ports.ts';

export interface PlatformAuthenticatorOptions {
  /** What the renderer found out (isUserVerifyingPlatformAuthenticatorAvailable), and whether it may be offered here. */
  available(): Promise<boolean>;
  /** Has the renderer run it: `CeremonyBroker.ceremony`. */
  ceremony(request: Ceremony): Promise<RegistrationJson | AssertionJson>;
  readonly uuid?: () => string;
}

/**
 * Windows Hello, Touch ID: the OS makes and keeps the key and asks for its own gesture; the ceremony runs in the renderer,
 * because only a web page can start it.
 *
 * @throws Refusal from `create` and `assert`: whatever the ceremony was refused with, or ceremony_failed when the answer is
 *   of the other kind or for another credential
 */
export function createPlatformAuthenticator(options: PlatformAuthenticatorOptions): Authenticator {
  const uuid = options.uuid ?? randomUUID;
  return {
    name: 'platform',
    gesture: 'prompt',
    available: () => options.available(),
    async create(creation) {
      const answer = await options.ceremony({ id: uuid(), kind: 'create', options: creation });
      if (isRegistration(answer)) return answer;
      throw new Refusal('ceremony_failed', { detail: 'An assertion came where a registration was due.' });
    },
    async assert(request, credentialId) {
      const answer = await options.ceremony({ id: uuid(), kind: 'get', options: request });
      if (isRegistration(answer)) {
        throw new Refusal('ceremony_failed', { detail: 'A registration came where an assertion was due.' });
      }
      if (answer.id === credentialId) return answer;
      throw new Refusal('ceremony_failed', { detail: 'The prompt answered with another credential.' });
    },
    /*
     * The OS has no call with which an application removes its passkeys. A creation with the same `user.id` overwrites the
     * one before (WebAuthn L3, 6.3.2 step 7), which is why the directory keeps that id stable.
     */
    keepOnly: async () => undefined,
  };
}

function isRegistration(answer: RegistrationJson | AssertionJson): answer is RegistrationJson {
  return 'attestationObject' in answer.response;
}
