import { createHash, createPublicKey, randomBytes, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { AttestationAnswer, AttestationRequest } from '../../../electron/contract/wire/attestation.ts';
import type { DirectoryContext } from '../../context.ts';
import type { AttestationChallengeRow, DeviceRow } from '../../store/tables.ts';
import type { Authority } from '../../tls/authority.ts';
import { auditAttestationKey } from '../audit.ts';
import type { Joiner } from '../join.ts';
import { readAttestationKey } from './attestation-key.ts';
import { type IssuedCertificate, issueAttestationCertificate } from './authority.ts';
import { judgeEndorsement, type TpmModel } from './endorsement.ts';
import { makeCredential } from './make-credential.ts';

const LIFE = 5 * 60_000;

/** What a TPM is asked. */
export interface Asked {
  readonly challenge: string;
  readonly idObject: Buffer;
  readonly encryptedSecret: Buffer;
  readonly expiresAt: number;
}

/**
 * Asks the TPM of an endorsement certificate to show that it holds an attestation key. One open question a device: asking again makes the
 * one before worthless, so that nobody collects them.
 *
 * @throws Refusal `attestation_off`, `endorsement_unsuitable`, `endorsement_untrusted`, `attestation_key_unsuitable`, `device_not_joined`,
 *   `device_disabled`
 */
export async function askTpm(
  context: DirectoryContext,
  caller: Joiner,
  deviceId: string,
  request: AttestationRequest,
): Promise<Asked> {
  const { endorsementRoots } = context.attestation;
  if (endorsementRoots.length === 0) throw new Refusal('attestation_off');
  const device = await ownDevice(context, caller, deviceId);
  const now = context.clock.now();
  const der = Buffer.from(request.endorsementCertificate, 'base64');
  const endorsement = judgeEndorsement(der, endorsementRoots, now);
  const key = readAttestationKey(Buffer.from(request.attestationKey, 'base64'));
  const secret = randomBytes(32);
  const challenge = randomBytes(32).toString('base64url');
  const expiresAt = now + LIFE;
  await context.store.transaction(async () => {
    const { db } = context.store;
    await db.deleteFrom('attestation_challenges').where('device_id', '=', device.id).execute();
    await db
      .insertInto('attestation_challenges')
      .values({
        challenge,
        device_id: device.id,
        jkt: caller.jkt,
        attestation_key: key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
        tpm: JSON.stringify(endorsement.tpm),
        endorsement: endorsement.fingerprint,
        secret_hash: hash(secret).toString('base64url'),
        expires_at: expiresAt,
        used_at: null,
      })
      .execute();
  });
  return { challenge, expiresAt, ...makeCredential(endorsement.publicKey, key.name, secret) };
}

/**
 * Takes the TPM's answer and certifies its key for this device. A question counts once, right or wrong.
 *
 * @throws Refusal `attestation_off`, `attestation_challenge_invalid`, `attestation_secret_wrong`, `device_not_joined`, `device_disabled`
 */
export async function certifyTpm(
  context: DirectoryContext,
  authority: Authority,
  caller: Joiner,
  deviceId: string,
  answer: AttestationAnswer,
): Promise<IssuedCertificate> {
  if (context.attestation.endorsementRoots.length === 0) throw new Refusal('attestation_off');
  const device = await ownDevice(context, caller, deviceId);
  const asked = await spend(context, caller, device, answer.challenge);
  const given = hash(Buffer.from(answer.secret, 'base64'));
  if (!timingSafeEqual(given, Buffer.from(asked.secret_hash, 'base64url')))
    throw new Refusal('attestation_secret_wrong');
  const tpm = JSON.parse(asked.tpm) as TpmModel;
  const issued = await issueAttestationCertificate(authority, {
    attestationKey: createPublicKey({
      key: Buffer.from(asked.attestation_key, 'base64'),
      format: 'der',
      type: 'spki',
    }),
    tpm,
    now: context.clock.now(),
  });
  await context.store.transaction(async () => {
    // Again: it may have been deleted or switched off while the certificate was being signed.
    await ownDevice(context, caller, deviceId);
    const { certificate, expiresAt } = issued;
    await context.store.db
      .insertInto('attestation_certificates')
      .values({ certificate, device_id: device.id, expires_at: expiresAt })
      .execute();
    await auditAttestationKey(context, caller, device, { ...tpm, endorsement: asked.endorsement });
  });
  return issued;
}

/** The device of the path, which has to be the one whose key is calling. */
async function ownDevice(context: DirectoryContext, caller: Joiner, deviceId: string): Promise<DeviceRow> {
  const device = await context.store.db
    .selectFrom('devices')
    .selectAll()
    .where('device_id', '=', deviceId)
    .where('jkt', '=', caller.jkt)
    .executeTakeFirst();
  if (!device) throw new Refusal('device_not_joined');
  if (device.account_enabled === 0) throw new Refusal('device_disabled');
  return device;
}

/** One statement judges and spends, so that of two answers at once one counts. */
async function spend(
  context: DirectoryContext,
  caller: Joiner,
  device: DeviceRow,
  challenge: string,
): Promise<AttestationChallengeRow> {
  const now = context.clock.now();
  const row = await context.store.db
    .updateTable('attestation_challenges')
    .set({ used_at: now })
    .where('challenge', '=', challenge)
    .where('device_id', '=', device.id)
    .where('jkt', '=', caller.jkt)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new Refusal('attestation_challenge_invalid');
  return row;
}

function hash(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest();
}
