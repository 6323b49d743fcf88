import { randomBytes } from 'node:crypto';
import { type Authorization, EMPTY_PASSWORD } from '../session/authorization.ts';
import type { Tpm } from '../tpm.ts';
import { ALG, COMMAND, HANDLE, SESSION } from '../wire/constants.ts';
import { Reader } from '../wire/read.ts';
import { sized, u8, u16, u32 } from '../wire/write.ts';
import type { LoadedKey } from './credential-key.ts';

const SESSION_TYPE_POLICY = 0x01;

/** What a privacy CA sends to see whether two keys are in one TPM: contents of TPM2B_ID_OBJECT and TPM2B_ENCRYPTED_SECRET. */
export interface CredentialChallenge {
  readonly idObject: Buffer;
  readonly encryptedSecret: Buffer;
}

/**
 * Opens a privacy CA's secret (TPM2_ActivateCredential, TPM 2.0 Library Part 3, 12.5). The TPM does it only where it holds the endorsement
 * key that the secret was encrypted to, and beside it a key with the Name that is in there.
 *
 * @throws Refusal authenticator_unavailable: it was made for another TPM or another key
 */
export async function activateCredential(
  tpm: Tpm,
  attestationKey: LoadedKey,
  endorsementKey: LoadedKey,
  { idObject, encryptedSecret }: CredentialChallenge,
): Promise<Buffer> {
  const session = await startPolicySession(tpm);
  await tpm.execute(
    {
      code: COMMAND.policySecret,
      handles: [
        { handle: HANDLE.endorsement, name: u32(HANDLE.endorsement) },
        { handle: session, name: u32(session) },
      ],
      // No nonce, no command, no reference, no end: the policy of every endorsement key.
      parameters: Buffer.concat([sized(), sized(), sized(), u32(0)]),
      makes: false,
    },
    EMPTY_PASSWORD,
  );
  const { parameters } = await tpm.execute(
    {
      code: COMMAND.activateCredential,
      handles: [attestationKey, endorsementKey],
      parameters: Buffer.concat([sized(idObject), sized(encryptedSecret)]),
      makes: false,
    },
    passwordThenPolicy(session),
  );
  return new Reader(parameters).sized();
}

async function startPolicySession(tpm: Tpm): Promise<number> {
  const nothing = { handle: HANDLE.null, name: u32(HANDLE.null) };
  const { handle } = await tpm.execute({
    code: COMMAND.startAuthSession,
    handles: [nothing, nothing],
    parameters: Buffer.concat([
      sized(randomBytes(16)),
      sized(),
      u8(SESSION_TYPE_POLICY),
      u16(ALG.null),
      u16(ALG.sha256),
    ]),
    makes: true,
  });
  return handle;
}

/** The attestation key has an empty password; the endorsement key a policy, which the session has fulfilled. Neither signs the answer. */
function passwordThenPolicy(session: number): Authorization {
  return {
    authorize(code, names, parameters) {
      const { authorizations } = EMPTY_PASSWORD.authorize(code, names, parameters);
      const policy = [u32(session), sized(), u8(SESSION.continue), sized()];
      return { parameters, authorizations: Buffer.concat([authorizations, ...policy]) };
    },
    accept: (_code, parameters) => parameters,
  };
}
