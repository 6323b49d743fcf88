import type { FastifyRequest } from 'fastify';

/**
 * Does the client take members of an enumeration that were added after it was published (Graph: "handling future members in
 * evolvable enumerations")? Others get `unknownFutureValue`, or a list without them.
 */
export function knowsNewMembers(request: FastifyRequest): boolean {
  const { prefer } = request.headers;
  const preferences = (Array.isArray(prefer) ? prefer.join() : (prefer ?? '')).toLowerCase().split(',');
  return preferences.some((one) => one.trim() === 'include-unknown-enum-members');
}
