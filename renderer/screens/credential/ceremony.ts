import { startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import type { CommandInput } from '../../../electron/contract/commands.ts';
import type { Ceremony } from '../../../electron/contract/view.ts';

type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];
type AuthenticationOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];

/** Runs a ceremony and gives back the command that answers it. It never throws: a failure is an answer too. */
export async function runCeremony(ceremony: Ceremony): Promise<CommandInput> {
  try {
    return ceremony.kind === 'create' ? await create(ceremony) : await assert(ceremony);
  } catch (thrown) {
    return { type: 'ceremonyFailed', ceremony: ceremony.id, error: nameOf(thrown) };
  }
}

/** Code of the WebAuthnError or name of the DOMException; the agent knows what each means. */
export function nameOf(thrown: unknown): string {
  const name = thrown instanceof WebAuthnError ? thrown.code : thrown instanceof Error ? thrown.name : '';
  return name.slice(0, 64) || 'UnknownError';
}

async function create({ id, options }: Extract<Ceremony, { kind: 'create' }>): Promise<CommandInput> {
  // The contract's options are those of WebAuthn; only the lists of names are wider there than in the library.
  const made = await startRegistration({ optionsJSON: options as RegistrationOptions });
  const { clientDataJSON, attestationObject, transports } = made.response;
  return {
    type: 'credentialCreated',
    ceremony: id,
    registration: {
      id: made.id,
      rawId: made.rawId,
      type: 'public-key',
      authenticatorAttachment: made.authenticatorAttachment ?? null,
      response: { clientDataJSON, attestationObject, ...(transports && { transports }) },
      clientExtensionResults: { ...made.clientExtensionResults },
    },
  };
}

async function assert({ id, options }: Extract<Ceremony, { kind: 'get' }>): Promise<CommandInput> {
  const given = await startAuthentication({ optionsJSON: options as AuthenticationOptions });
  const { clientDataJSON, authenticatorData, signature, userHandle } = given.response;
  return {
    type: 'credentialAsserted',
    ceremony: id,
    assertion: {
      id: given.id,
      rawId: given.rawId,
      type: 'public-key',
      authenticatorAttachment: given.authenticatorAttachment ?? null,
      response: { clientDataJSON, authenticatorData, signature, ...(userHandle && { userHandle }) },
      clientExtensionResults: { ...given.clientExtensionResults },
    },
  };
}
