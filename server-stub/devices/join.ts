import { randomUUID } from 'node:crypto';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { JoinRequest } from '../../electron/contract/wire/registration.ts';
import type { DirectoryContext } from '../context.ts';
import type { UserCaller } from '../http/authenticate.ts';
import type { DeviceRow } from '../store/tables.ts';
import type { Authority } from '../tls/authority.ts';
import { auditDeviceOwner, auditDeviceRegistered } from './audit.ts';
import { issueDeviceCertificate } from './certificate-authority.ts';
import { type CertificateRequest, readCertificateRequest } from './certificate-request.ts';
import { checkDeviceName } from './name.ts';
import { spendJoinNonce } from './nonce.ts';
import { checkMayJoin } from './policy.ts';

/** A certificate with less than this left is made anew when its device joins again. */
const RENEW_BEFORE = 180 * 86_400_000;

/** Who joins: a person whose token is bound to the device's key. */
export type Joiner = UserCaller & { readonly jkt: string };

export interface Joined {
  readonly device: DeviceRow;
  /** False when the key had joined before. */
  readonly created: boolean;
}

/**
 * Joins the device that holds the DPoP key. The key is the device: the same key again is the same device, whatever
 * name, serial number or nonce comes with it, so that a lost answer can be asked for again (rule 3). A claimed serial
 * number retires nobody.
 *
 * @throws Refusal `csr_invalid`, `nonce_invalid`, `join_blocked`, `device_quota`, `device_disabled`, `device_name_invalid`,
 *   `device_name_taken`
 */
export async function joinDevice(
  context: DirectoryContext,
  authority: Authority,
  caller: Joiner,
  request: JoinRequest,
): Promise<Joined> {
  const certificate = await readCertificateRequest(request.csr);
  if (certificate.thumbprint !== caller.jkt) {
    throw new Refusal('csr_invalid', {
      detail: 'the request is not for the key that this token is bound to',
    });
  }
  const made = await makeDevice(context, authority, caller, request, certificate);
  return context.store.transaction(async () => {
    const known = await findDevice(context, caller.jkt);
    if (known) return { device: await joinAgain(context, caller, known, made), created: false };
    await checkMayJoin(context, caller.userId);
    await checkDeviceName(context, request.displayName);
    await spendJoinNonce(context, certificate.nonce, caller.jkt);
    await context.store.db.insertInto('devices').values(made).execute();
    await auditDeviceRegistered(context, caller, made);
    await auditDeviceOwner(context, caller, made);
    return { device: made, created: true };
  });
}

async function findDevice(context: DirectoryContext, jkt: string): Promise<DeviceRow | undefined> {
  return context.store.db.selectFrom('devices').selectAll().where('jkt', '=', jkt).executeTakeFirst();
}

/** Made before the transaction: signing takes longer than the one writer should wait. Unused when the key is known. */
async function makeDevice(
  context: DirectoryContext,
  authority: Authority,
  caller: Joiner,
  request: JoinRequest,
  certificate: CertificateRequest,
): Promise<DeviceRow> {
  const now = context.clock.now();
  const known = await findDevice(context, caller.jkt);
  const deviceId = known?.device_id ?? randomUUID();
  const { subjectPublicKey } = certificate;
  const issued = await issueDeviceCertificate(authority, { deviceId, subjectPublicKey, now });
  return {
    id: randomUUID(),
    device_id: deviceId,
    display_name: request.displayName,
    jkt: caller.jkt,
    public_jwk: JSON.stringify(certificate.publicJwk),
    owner_id: caller.userId,
    join_type: request.joinType,
    operating_system: request.operatingSystem,
    operating_system_version: request.operatingSystemVersion,
    manufacturer: request.hardware.manufacturer,
    model: request.hardware.model,
    serial_number: request.hardware.serialNumber,
    certificate: JSON.stringify(issued.chain),
    certificate_expires_at: issued.expiresAt,
    account_enabled: 1,
    created_at: now,
    provisioned_at: null,
    is_compliant: 0,
  };
}

async function joinAgain(context: DirectoryContext, caller: Joiner, known: DeviceRow, made: DeviceRow) {
  if (known.account_enabled === 0) throw new Refusal('device_disabled');
  let device = known;
  if (device.owner_id !== caller.userId) {
    // Another person sets up the same laptop: their account has to have room for it.
    await checkMayJoin(context, caller.userId);
    device = { ...device, owner_id: caller.userId };
    await auditDeviceOwner(context, caller, device);
  }
  const due = device.certificate_expires_at - context.clock.now() < RENEW_BEFORE;
  // A device that joined in the same instant over another connection has another id than the one signed here.
  if (due && made.device_id === device.device_id) {
    const { certificate, certificate_expires_at } = made;
    device = { ...device, certificate, certificate_expires_at };
  }
  if (device !== known) {
    const { owner_id, certificate, certificate_expires_at } = device;
    await context.store.db
      .updateTable('devices')
      .set({ owner_id, certificate, certificate_expires_at })
      .where('id', '=', device.id)
      .execute();
  }
  return device;
}
