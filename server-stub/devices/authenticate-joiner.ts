import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { authenticateUser } from '../http/authenticate.ts';
import type { Joiner } from './join.ts';

/** Somebody whose token may join devices and is bound to the key that is calling. @throws Refusal for every other token */
export async function authenticateJoiner(
  context: DirectoryContext,
  request: FastifyRequest,
): Promise<Joiner> {
  const caller = await authenticateUser(context, request, {
    scope: 'Device.Register',
    dpop: 'required',
    underReservation: true,
  });
  if (caller.jkt === null)
    throw new Refusal('token_invalid', { detail: 'a token without a key came through' });
  return { ...caller, jkt: caller.jkt };
}
