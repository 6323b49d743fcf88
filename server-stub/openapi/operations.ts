import type { Operation, Operations } from './operation.ts';
import { METHOD_OPERATIONS } from './operations/graph-methods.ts';
import { OBJECT_OPERATIONS } from './operations/graph-objects.ts';
import { POLICY_OPERATIONS } from './operations/graph-policies.ts';
import { OWN_OPERATIONS } from './operations/own.ts';
import { SIGN_IN_OPERATIONS } from './operations/sign-in.ts';

/** Every operation of the directory. A test holds it against the routes: a route without a row fails it, a row without a route too. */
export const OPERATIONS: Operations = {
  ...SIGN_IN_OPERATIONS,
  ...METHOD_OPERATIONS,
  ...OBJECT_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...OWN_OPERATIONS,
};

/** Name of a route's row: Graph's versions share one, and so do the aliases of the issuer that MSAL derives. */
export function rowName(method: string, url: string): string {
  const path = url
    .replace(/^\/(v1\.0|beta)\//, '~/')
    .replace(/^\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\/v2\.0)?\//, '/')
    .replace(/^\/oauth2\/v2\.0\//, '/oauth2/');
  return `${method} ${path}`;
}

export function operationOf(method: string, url: string): Operation | undefined {
  return OPERATIONS[rowName(method, url)];
}
