import { Refusal } from '../../../electron/contract/refusal.ts';
import { type Challenge, readChallengeText } from '../../../electron/contract/technician/challenge.ts';
import type { AnswerAnswer } from '../../../electron/contract/wire/technician.ts';
import { ACTIVITIES, writeAudit } from '../../audit/directory-audits.ts';
import type { DirectoryContext } from '../../context.ts';
import type { Caller } from '../../http/caller.ts';
import { ROLES } from '../../sign-in/roles.ts';
import { codeFor } from './derive.ts';
import { ensureTechnicianKey } from './key.ts';

/** Roles that may let somebody out of a set-up. */
const TECHNICIANS: readonly string[] = [
  ROLES.helpdeskAdministrator,
  ROLES.authenticationAdministrator,
  ROLES.privilegedAuthenticationAdministrator,
  ROLES.globalAdministrator,
];

/** @throws Refusal `permission_denied`; an application was let in by its permission already. */
export function checkTechnician(caller: Caller): void {
  if (caller.kind === 'user' && !caller.roles.some((role) => TECHNICIANS.includes(role))) {
    throw new Refusal('permission_denied');
  }
}

/**
 * Answers a device's challenge with the tenant's key, and audits who did it and why in the same transaction: an answer that
 * is not in the log is not given.
 *
 * @throws Refusal `technician_challenge_unreadable`, `technician_key_unknown`
 */
export async function answerChallenge(
  context: DirectoryContext,
  caller: Caller,
  request: { readonly challenge: string; readonly reason: string },
): Promise<AnswerAnswer> {
  const challenge = readOrRefuse(request.challenge);
  const { answer, privateKey } = ensureTechnicianKey(context.dataDir);
  if (challenge.keyId !== answer.keyId) {
    throw new Refusal('technician_key_unknown', {
      detail: `the device asks for key ${challenge.keyId}; this directory has ${answer.keyId}`,
    });
  }
  const code = codeOrRefusal(privateKey, challenge);
  return context.store.transaction(async () => {
    const devices = await devicesWith(context, challenge.serialNumber);
    await auditAnswer(context, caller, { challenge, reason: request.reason, devices });
    return {
      code,
      action: challenge.action,
      reason: challenge.reason,
      serialNumber: challenge.serialNumber,
      issuedDateTime: new Date(challenge.issuedAt * 1000).toISOString(),
      devices: devices.map(({ device_id, display_name }) => ({
        deviceId: device_id,
        displayName: display_name,
      })),
    };
  });
}

function readOrRefuse(text: string): Challenge {
  const read = readChallengeText(text);
  if (read.ok) return read.challenge;
  const where = read.line === null ? {} : { detail: `line ${read.line} has a slip in it` };
  throw new Refusal('technician_challenge_unreadable', where);
}

function codeOrRefusal(privateKey: Uint8Array, challenge: Challenge): string {
  try {
    return codeFor(privateKey, challenge);
  } catch (thrown) {
    throw new Refusal('technician_challenge_unreadable', { detail: 'no point of the curve' }, thrown);
  }
}

/** A serial number is the device's own word: there may be several of it, or none. */
function devicesWith(context: DirectoryContext, serialNumber: string) {
  return context.store.db
    .selectFrom('devices')
    .select(['id', 'device_id', 'display_name'])
    .where('serial_number', '=', serialNumber)
    .orderBy('id')
    .limit(10)
    .execute();
}

async function auditAnswer(
  context: DirectoryContext,
  caller: Caller,
  given: {
    readonly challenge: Challenge;
    readonly reason: string;
    readonly devices: Awaited<ReturnType<typeof devicesWith>>;
  },
): Promise<void> {
  const { action, reason, nonce, keyId, serialNumber } = given.challenge;
  await writeAudit(context, {
    activity: ACTIVITIES.technicianAnswered,
    reason: given.reason,
    actor:
      caller.kind === 'user'
        ? { kind: 'user', userId: caller.userId }
        : { kind: 'application', clientId: caller.clientId },
    category: 'Device',
    service: 'Device Registration Service',
    targets: given.devices.map(({ id, display_name }) => ({ id, type: 'Device', displayName: display_name })),
    details: { action, why: reason, challenge: nonce, keyId, serialNumber },
  });
}
