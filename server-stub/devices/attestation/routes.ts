import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AttestationAnswer, AttestationRequest } from '../../../electron/contract/wire/attestation.ts';
import type { DirectoryContext } from '../../context.ts';
import { guarded } from '../../http/guarded.ts';
import { parse } from '../../http/parse.ts';
import { authenticateJoiner } from '../authenticate-joiner.ts';
import { ensureAttestationAuthority } from './authority.ts';
import { askTpm, certifyTpm } from './challenge.ts';

/** The directory as privacy CA (contract: wire/attestation.ts). Refuses as `attestation_off` until it knows makers of TPMs. */
export async function registerAttestationRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
): Promise<void> {
  const authority = await ensureAttestationAuthority(context.dataDir, context.clock.now());
  const joiner = (request: FastifyRequest) => authenticateJoiner(context, request);
  const deviceOf = (request: FastifyRequest) => (request.params as { deviceId: string }).deviceId;
  app.post(
    '/registration/v1/devices/:deviceId/attestation/challenge',
    guarded(joiner, async (caller, request, reply) => {
      const body = parse(AttestationRequest, request.body);
      const { challenge, idObject, encryptedSecret, expiresAt } = await askTpm(
        context,
        caller,
        deviceOf(request),
        body,
      );
      return reply.code(201).send({
        challenge,
        credentialBlob: idObject.toString('base64'),
        encryptedSecret: encryptedSecret.toString('base64'),
        expiresDateTime: new Date(expiresAt).toISOString(),
      });
    }),
  );
  app.post(
    '/registration/v1/devices/:deviceId/attestation',
    guarded(joiner, async (caller, request, reply) => {
      const body = parse(AttestationAnswer, request.body);
      const { certificate, expiresAt } = await certifyTpm(
        context,
        authority,
        caller,
        deviceOf(request),
        body,
      );
      return reply
        .code(201)
        .send({ certificate: [certificate], expiresDateTime: new Date(expiresAt).toISOString() });
    }),
  );
}
