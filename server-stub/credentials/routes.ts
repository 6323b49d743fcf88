import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';
import { RegisterPasskeyRequest } from '../../electron/contract/wire/passkey.ts';
import type { DirectoryContext } from '../context.ts';
import { GRAPH_PREFIXES } from '../graph/prefixes.ts';
import { authenticateUser, type UserCaller } from '../http/authenticate.ts';
import { asking, guarded } from '../http/guarded.ts';
import { parse } from '../http/parse.ts';
import { findUser } from '../sign-in/users.ts';
import { makeCreationOptions } from './creation-options.ts';
import { modelOf } from './models.ts';
import { presentCredential } from './present.ts';
import { registerCredential } from './register.ts';

/**
 * Only this one: policies about registering security info are asked when it is asked for. The wider permission is for
 * administrators' work on others, and does not go around them.
 */
const SCOPES = ['UserAuthenticationMethod.ReadWrite'];

/** Passkey provisioning for oneself, under `/me` and under one's own `/users/{id}` (contract: wire/passkey.ts). */
export async function registerCredentialRoutes(
  app: FastifyInstance,
  context: DirectoryContext,
): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    for (const owner of ['/me', '/users/:user']) installFor(app, context, `${prefix}${owner}/authentication`);
  }
}

function installFor(app: FastifyInstance, context: DirectoryContext, base: string): void {
  const enroller = asking({ delegated: SCOPES, application: [], roles: [] }, (request) =>
    authenticateSelf(context, request),
  );
  app.get(
    `${base}/fido2Methods/creationOptions`,
    guarded(enroller, async (caller) => {
      const { publicKey, expiresAt } = await makeCreationOptions(context, caller);
      return {
        '@odata.context': `${context.urls.root}/v1.0/$metadata#microsoft.graph.webauthnCredentialCreationOptions`,
        challengeTimeoutDateTime: new Date(expiresAt).toISOString(),
        publicKey,
      };
    }),
  );
  app.post(
    `${base}/fido2Methods`,
    guarded(enroller, async (caller, request, reply) => {
      const body = parse(RegisterPasskeyRequest, request.body);
      const { credential, device, created } = await registerCredential(context, caller, body);
      const model = modelOf(credential.aaguid, context.attestation);
      const listed = { ...credential, device_name: device?.display_name ?? null, model };
      return reply.code(created ? 201 : 200).send(presentCredential(listed));
    }),
  );
}

/** Nobody registers a key for somebody else here: only its owner can make the gesture. */
async function authenticateSelf(context: DirectoryContext, request: FastifyRequest): Promise<UserCaller> {
  const requirement = { scope: SCOPES, dpop: 'optional', underReservation: true } as const;
  const caller = await authenticateUser(context, request, requirement);
  const { user } = request.params as { user?: string };
  if (user !== undefined && (await findUser(context, user))?.id !== caller.userId) {
    throw new Refusal('permission_denied');
  }
  return caller;
}
