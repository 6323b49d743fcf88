import { Refusal } from '../../electron/contract/refusal.ts';
import type { AssertionJson } from '../../electron/contract/wire/webauthn.ts';
import type { DirectoryContext } from '../context.ts';
import { verifySignature } from './verify-signature.ts';

/** An answer with a credential that is not there. */
export interface UnknownAnswer {
  readonly assertion: AssertionJson;
  readonly challenge: string;
  readonly userId: string | null;
}

/**
 * Why a credential is not there: `device_deleted` for whoever shows that they hold the key of one that went with its device
 * (Entra: 130008 NgcDeviceIsNotFound), `credential_unknown` for everybody else, who is told nothing about what there was.
 */
export async function whyUnknown(
  context: DirectoryContext,
  { assertion, challenge, userId }: UnknownAnswer,
): Promise<Refusal> {
  const lost = await context.store.db
    .selectFrom('lost_credentials')
    .selectAll()
    .where('credential_id', '=', assertion.id)
    .executeTakeFirst();
  if (!lost || lost.user_id !== userId) return new Refusal('credential_unknown');
  const key = { credentialId: lost.credential_id, publicKey: lost.public_key };
  try {
    await verifySignature({ assertion, challenge, key, party: context.relyingParty });
  } catch (thrown) {
    if (thrown instanceof Refusal) return new Refusal('credential_unknown', {}, thrown);
    throw thrown;
  }
  return new Refusal('device_deleted');
}
