import {
  CreationOptionsAnswer,
  PasskeyMethod,
  type RegisterPasskeyRequest,
} from '../contract/wire/passkey.ts';
import type { CreationOptionsJson, RegistrationJson } from '../contract/wire/webauthn.ts';
import type { EnrolmentPort } from '../provisioning/ports.ts';
import type { Answer } from './answer.ts';
import { startDeadline } from './deadline.ts';
import type { DirectoryMap } from './discovery.ts';
import { readShape } from './read-body.ts';
import { readRefusal } from './read-refusal.ts';
import type { TokenKeeper } from './tokens.ts';

/** Reads the creation options. Pure. */
export function readCreationOptions(answer: Answer): CreationOptionsJson {
  if (answer.status !== 200) throw readRefusal(answer);
  return readShape(answer, CreationOptionsAnswer).publicKey;
}

/** Reads the registered method: 201 for a new one, 200 for the same credential again. Pure. */
export function readRegistered(answer: Answer): PasskeyMethod {
  if (answer.status !== 200 && answer.status !== 201) throw readRefusal(answer);
  return readShape(answer, PasskeyMethod);
}

/** What Graph wants of a registration: fewer members than the browser gives. Pure. */
export function registerBody(registration: RegistrationJson, displayName: string): RegisterPasskeyRequest {
  const { clientDataJSON, attestationObject } = registration.response;
  return {
    displayName,
    publicKeyCredential: {
      id: registration.id,
      response: { clientDataJSON, attestationObject },
      clientExtensionResults: registration.clientExtensionResults,
    },
  };
}

const METHODS = 'v1.0/me/authentication/fido2Methods';

/** Passkey provisioning as Graph has it: `/v1.0/me/authentication/fido2Methods`. */
export function createEnrolment(map: DirectoryMap, tokens: TokenKeeper): EnrolmentPort {
  return {
    async creationOptions() {
      const deadline = startDeadline();
      const url = `${(await map.get(deadline)).graph}/${METHODS}/creationOptions`;
      return readCreationOptions(await tokens.call({ method: 'GET', url, idempotent: true }, deadline));
    },
    async register(registration, displayName) {
      const deadline = startDeadline();
      const json = registerBody(registration, displayName);
      const url = `${(await map.get(deadline)).graph}/${METHODS}`;
      const answer = await tokens.call({ method: 'POST', url, json, idempotent: true }, deadline);
      return { methodId: readRegistered(answer).id };
    },
  };
}
