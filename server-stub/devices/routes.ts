import type { FastifyInstance, FastifyRequest } from 'fastify';
import { JoinRequest } from '../../electron/contract/wire/registration.ts';
import type { DirectoryContext } from '../context.ts';
import { guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import type { DeviceRow } from '../store/tables.ts';
import { registerAttestationRoutes } from './attestation/routes.ts';
import { authenticateJoiner } from './authenticate-joiner.ts';
import { ensureDeviceAuthority } from './certificate-authority.ts';
import { joinDevice } from './join.ts';
import { makeJoinNonce } from './nonce.ts';

/** `POST /registration/v1/nonce` and `POST /registration/v1/devices` (contract: wire/registration.ts). */
export async function registerDeviceRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  const authority = await ensureDeviceAuthority(context.dataDir, context.clock.now());
  const joiner = (request: FastifyRequest) => authenticateJoiner(context, request);
  app.post(
    '/registration/v1/nonce',
    guarded(joiner, async (caller) => {
      const { nonce, expiresAt } = await makeJoinNonce(context, caller.jkt);
      return { nonce, expiresDateTime: new Date(expiresAt).toISOString() };
    }),
  );
  app.post(
    '/registration/v1/devices',
    guarded(joiner, async (caller, request, reply) => {
      const body = parse(JoinRequest, request.body);
      const { device, created } = await joinDevice(context, authority, caller, body);
      return reply.code(created ? 201 : 200).send(joinAnswer(device));
    }),
  );
  await registerAttestationRoutes(app, context);
}

function joinAnswer(device: DeviceRow) {
  return {
    id: device.id,
    deviceId: device.device_id,
    certificate: JSON.parse(device.certificate) as string[],
    expiresDateTime: new Date(device.certificate_expires_at).toISOString(),
  };
}
