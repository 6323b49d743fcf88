import { randomUUID } from 'node:crypto';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { RegisterPasskeyRequest } from '../../electron/contract/wire/passkey.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserCaller } from '../http/authenticate.ts';
import { lapseReservations } from '../passes/lapse.ts';
import type { CredentialRow, DeviceRow } from '../store/tables.ts';
import { RS256 } from './algorithms.ts';
import { checkAnotherMethod } from './another-method.ts';
import { type Assurance, checkAcceptable } from './assurance.ts';
import { vouchedForDevice } from './attestation/vouched-device.ts';
import { auditCredentialRegistered } from './audit.ts';
import { type CredentialKind, kindOf } from './kind.ts';
import { checkRegistrationWindow } from './registration-window.ts';
import { challengeOwner, spendCreationChallenge } from './spend-challenge.ts';
import { type VerifiedRegistration, verifyRegistration } from './verify-registration.ts';

export interface Registered {
  readonly credential: CredentialRow;
  readonly device: DeviceRow | undefined;
  /** False when the same credential had been registered before. */
  readonly created: boolean;
}

/**
 * Registers a credential. Under a reservation it is provisional until the proof, and takes the place of an earlier
 * provisional one of that reservation; without one it is active at once.
 *
 * The same credential again is answered before its challenge is judged: the agent keeps the attestation answer and sends
 * it again after a lost answer, when the challenge has long been used (rule 3).
 *
 * @throws Refusal `attestation_refused`, `authenticator_not_allowed`, `credential_exists`, `challenge_unknown`, `challenge_expired`, `mfa_required`,
 *   `registration_window_closed`, `another_method_needed`, `device_not_joined`, `device_disabled`
 */
export async function registerCredential(
  context: DirectoryContext,
  caller: UserCaller,
  request: RegisterPasskeyRequest,
): Promise<Registered> {
  const verified = await verifyRegistration(
    request.publicKeyCredential,
    context.relyingParty,
    context.attestation,
  );
  await lapseReservations(context);
  return context.store.transaction(async () => {
    const device = await deviceOf(context, caller);
    const known = await findSame(context, caller, verified);
    if (known) return { credential: known, device, created: false };
    await checkRegistrationWindow(context, caller);
    await checkAnotherMethod(context, caller);
    await checkReservationLives(context, caller.reservationId);
    if (device?.account_enabled === 0) throw new Refusal('device_disabled');
    const kind = kindOf(verified.aaguid, device !== undefined);
    checkAlgorithm(kind, verified.algorithm);
    const assurance = (await vouchedForDevice(context, device, verified)) ? 'attested' : verified.assurance;
    await checkAcceptable(context, kind, assurance);
    await spendCreationChallenge(context, {
      challenge: verified.challenge,
      userId: caller.userId,
      sid: challengeOwner(caller),
    });
    const credential = makeRow(context, caller, verified, {
      kind,
      assurance,
      device,
      displayName: request.displayName,
    });
    await replaceProvisional(context, caller.reservationId);
    await context.store.db.insertInto('credentials').values(credential).execute();
    await auditCredentialRegistered(context, caller, credential);
    return { credential, device, created: true };
  });
}

async function deviceOf(context: DirectoryContext, caller: UserCaller): Promise<DeviceRow | undefined> {
  if (caller.jkt === null) return undefined;
  return context.store.db.selectFrom('devices').selectAll().where('jkt', '=', caller.jkt).executeTakeFirst();
}

async function findSame(context: DirectoryContext, caller: UserCaller, verified: VerifiedRegistration) {
  const known = await context.store.db
    .selectFrom('credentials')
    .selectAll()
    .where('credential_id', '=', verified.credentialId)
    .executeTakeFirst();
  if (!known) return undefined;
  const same = known.user_id === caller.userId && known.public_key === verified.publicKey;
  if (!same) throw new Refusal('credential_exists');
  return known;
}

/** It may have ended since the token was looked at, and what is provisional under an ended one would stay for ever. */
async function checkReservationLives(context: DirectoryContext, reservationId: string | null): Promise<void> {
  if (reservationId === null) return;
  const live = await context.store.db
    .selectFrom('reservations')
    .select('id')
    .where('id', '=', reservationId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (!live) throw new Refusal('reservation_ended');
}

/** Only an operating system's own authenticator has a reason to make RSA keys. */
function checkAlgorithm(kind: CredentialKind, algorithm: number): void {
  if (algorithm === RS256 && kind !== 'platform') {
    throw new Refusal('attestation_refused', { detail: 'RS256 is for platform authenticators only' });
  }
}

interface RowExtras {
  readonly kind: CredentialKind;
  readonly assurance: Assurance;
  readonly device: DeviceRow | undefined;
  readonly displayName: string | undefined;
}

function makeRow(
  context: DirectoryContext,
  caller: UserCaller,
  verified: VerifiedRegistration,
  { kind, assurance, device, displayName }: RowExtras,
): CredentialRow {
  const provisional = caller.reservationId !== null;
  return {
    credential_id: verified.credentialId,
    method_id: randomUUID(),
    user_id: caller.userId,
    device_id: device?.id ?? null,
    jkt: device?.jkt ?? null,
    aaguid: verified.aaguid,
    kind,
    public_key: verified.publicKey,
    sign_count: verified.signCount,
    transports: JSON.stringify(kind === 'fido2' ? [] : ['internal']),
    state: provisional ? 'provisional' : 'active',
    reservation_id: caller.reservationId,
    display_name: displayName ?? device?.display_name ?? 'Passkey',
    assurance,
    created_at: context.clock.now(),
    proved_at: null,
  };
}

/** One provisional credential per reservation: an agent that lost its state makes another one, and leaves no orphan. */
async function replaceProvisional(context: DirectoryContext, reservationId: string | null): Promise<void> {
  if (reservationId === null) return;
  await context.store.db
    .deleteFrom('credentials')
    .where('reservation_id', '=', reservationId)
    .where('state', '=', 'provisional')
    .execute();
}
