import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';

/** What opens a route, one of each list; it is checked by the function that it hangs on, and told by the OpenAPI document. */
export interface Permissions {
  /** Scopes of a person's token. */
  readonly delegated: readonly string[];
  /** Permissions of an application. */
  readonly application: readonly string[];
  /** Roles that a person needs over others; about oneself mostly none. */
  readonly roles: readonly string[];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    permissions?: Permissions;
  }
}

/** Finds out who calls, and refuses who may not. */
export interface Identify<Caller> {
  (request: FastifyRequest): Promise<Caller>;
  readonly permissions?: Permissions;
}

/** `identify`, and what it asks for. */
export function asking<Caller>(
  permissions: Permissions,
  identify: (request: FastifyRequest) => Promise<Caller>,
): Identify<Caller> {
  return Object.assign((request: FastifyRequest) => identify(request), { permissions });
}

/** The options of a route whose caller is known before its body is read. */
export interface Guarded {
  onRequest(request: FastifyRequest): Promise<void>;
  handler(request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
  readonly config: { readonly permissions?: Permissions };
}

/**
 * A route that finds out who calls in `onRequest` and hands the caller to its handler: whoever has no right to be here
 * learns nothing about our schemas, and no handler can forget to ask.
 *
 * @example app.get('/v1.0/me', guarded((request) => authenticateUser(context, request, REQUIREMENT), readMe));
 */
export function guarded<Caller>(
  identify: Identify<Caller>,
  handle: (caller: Caller, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
): Guarded {
  const callers = new WeakMap<FastifyRequest, { caller: Caller }>();
  return {
    config: identify.permissions ? { permissions: identify.permissions } : {},
    async onRequest(request) {
      callers.set(request, { caller: await identify(request) });
    },
    async handler(request, reply) {
      const known = callers.get(request);
      if (!known) throw new Refusal('token_invalid');
      return handle(known.caller, request, reply);
    },
  };
}
