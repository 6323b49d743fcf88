import type { Got, Response } from 'got';
import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import { isSlug } from '../../electron/contract/refusals.ts';
import { GraphError, PassMethod } from '../../electron/contract/wire/graph.ts';
import type { PassOrder } from './read-arguments.ts';
import type { AdminFile } from './read-files.ts';
import { send } from './send.ts';

const TokenAnswer = z.object({ access_token: z.string() });
const PolicyAnswer = z.object({
  minimumLifetimeInMinutes: z.number(),
  maximumLifetimeInMinutes: z.number(),
});

/** A pass that was issued; its value is in it and nowhere else. */
export type IssuedPass = PassMethod & { readonly temporaryAccessPass: string };

/**
 * Signs in as the administrators' application (RFC 6749 4.4) and issues the pass through Graph.
 *
 * @throws Refusal with the directory's slug; `client_unknown` for a wrong admin file, `not_found` for an unknown user,
 *   `directory_incompatible` when something else answers, and those of `send`.
 */
export async function requestPass(http: Got, order: PassOrder, admin: AdminFile): Promise<IssuedPass> {
  const bearer = { authorization: `Bearer ${await requestToken(http, order, admin)}` };
  const base = `${order.directory}/v1.0/users/${encodeURIComponent(order.user)}/authentication`;
  const answer = await send(order.directory, () =>
    http.post(`${base}/temporaryAccessPassMethods`, { headers: bearer, json: bodyOf(order) }),
  );
  if (answer.statusCode === 201) return readPass(answer);
  const refusal = readGraphRefusal(answer);
  if (refusal.slug !== 'lifetime_invalid') throw refusal;
  throw new Refusal('lifetime_invalid', { detail: await allowedLifetimes(http, order, bearer) });
}

async function requestToken(http: Got, order: PassOrder, admin: AdminFile): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: admin.clientId,
    client_secret: admin.clientSecret,
  };
  const answer = await send(order.directory, () => http.post(`${order.directory}/oauth2/token`, { form }));
  const body = readJson(answer);
  const token = TokenAnswer.safeParse(body);
  if (answer.statusCode === 200 && token.success) return token.data.access_token;
  const oauth = z.object({ error: z.string() }).safeParse(body);
  if (oauth.success && oauth.data.error === 'invalid_client') throw new Refusal('client_unknown');
  if (answer.statusCode === 429) throw new Refusal('throttled');
  throw answer.statusCode >= 500 ? new Refusal('directory_failed') : new Refusal('directory_incompatible');
}

/** One-time unless told otherwise: that is what a set-up needs, and the safer thing to hand out. */
function bodyOf({ lifetime, multiUse, start }: PassOrder): Record<string, unknown> {
  return {
    isUsableOnce: !multiUse,
    ...(lifetime === undefined ? {} : { lifetimeInMinutes: lifetime }),
    ...(start === undefined ? {} : { startDateTime: start }),
  };
}

function readPass(answer: Response<string>): IssuedPass {
  const read = PassMethod.safeParse(readJson(answer));
  if (!read.success || read.data.temporaryAccessPass === null) throw new Refusal('directory_incompatible');
  return { ...read.data, temporaryAccessPass: read.data.temporaryAccessPass };
}

/** The directory's own words stay in `detail`: they name the member that is wrong. */
function readGraphRefusal(answer: Response<string>): Refusal {
  const read = GraphError.safeParse(readJson(answer));
  if (!read.success) {
    return new Refusal(answer.statusCode >= 500 ? 'directory_failed' : 'directory_incompatible');
  }
  const { message, innerError } = read.data.error;
  const slug = innerError?.suberror;
  if (isSlug(slug)) return new Refusal(slug, { detail: message });
  return new Refusal(answer.statusCode >= 500 ? 'directory_failed' : 'directory_incompatible');
}

async function allowedLifetimes(
  http: Got,
  order: PassOrder,
  headers: Record<string, string>,
): Promise<string> {
  const policies = `${order.directory}/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations`;
  const answer = await send(order.directory, () => http.get(`${policies}/temporaryAccessPass`, { headers }));
  const read = PolicyAnswer.safeParse(readJson(answer));
  if (!read.success) return 'The policy allows another range of minutes.';
  const { minimumLifetimeInMinutes: low, maximumLifetimeInMinutes: high } = read.data;
  return `The policy allows ${low} to ${high} minutes.`;
}

function readJson(answer: Response<string>): unknown {
  try {
    return JSON.parse(answer.body);
  } catch {
    return undefined;
  }
}
