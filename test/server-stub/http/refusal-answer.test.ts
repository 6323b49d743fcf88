import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { REFUSALS, type Slug } from '../../../electron/contract/refusals.ts';
import { OAuthRefusal } from '../../../electron/contract/wire/challenge.ts';
import { GraphError } from '../../../electron/contract/wire/graph.ts';
import {
  answerFor,
  asRequestRefusal,
  graphAnswer,
  isOAuthPath,
  oauthAnswer,
} from '../../../server-stub/http/refusal-answer.ts';

const facts = { requestId: 'r', clientRequestId: 'c', now: 0 };
const slugs = (Object.keys(REFUSALS) as Slug[]).filter((slug) => REFUSALS[slug].status !== null);

describe('a refusal as an answer', () => {
  test.each(slugs)('%s has both shapes, with its slug and its status', (slug) => {
    const refusal = new Refusal(slug, { retryAfter: 7, detail: 'why' });
    const oauth = oauthAnswer(refusal, facts);
    const graph = graphAnswer(refusal, facts);
    expect(OAuthRefusal.parse(oauth.body)).toMatchObject({
      suberror: slug,
      retry_after: 7,
      correlation_id: 'r',
    });
    expect(GraphError.parse(graph.body).error.innerError).toMatchObject({
      suberror: slug,
      'request-id': 'r',
      retry_after: 7,
    });
    for (const answer of [oauth, graph]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.headers['retry-after']).toBe('7');
    }
  });

  test('a bad proof is 400 for OAuth (RFC 9449 5) and 401 with a challenge for a resource (7.1)', () => {
    const refusal = new Refusal('dpop_nonce_required');
    expect(oauthAnswer(refusal, facts).status).toBe(400);
    const graph = graphAnswer(refusal, facts);
    expect(graph.status).toBe(401);
    expect(graph.headers['www-authenticate']).toBe('DPoP error="use_dpop_nonce", algs="ES256"');
  });

  test('stale authentication says max_age (RFC 9470)', () => {
    const { headers } = graphAnswer(new Refusal('authentication_stale'), facts);
    expect(headers['www-authenticate']).toContain('error="insufficient_user_authentication", max_age="600"');
  });

  test('the path decides the shape', () => {
    expect(['/oauth2/token', '/t/oauth2/token', '/t/v2.0/oauth2/token'].every(isOAuthPath)).toBe(true);
    expect(['/v1.0/me', '/registration/v1/oauth2x', '/'].some(isOAuthPath)).toBe(false);
    expect(['/v1.0/oauth2/', '/beta/oauth2/token', '/v1.0/users/oauth2/x'].some(isOAuthPath)).toBe(false);
    expect(answerFor(new Refusal('not_found'), '/oauth2/x', facts).body.error).toBe('invalid_request');
  });

  test('what nobody foresaw is no refusal of the request', () => {
    expect(asRequestRefusal(new TypeError('secret'))).toBeUndefined();
    expect(asRequestRefusal(undefined)).toBeUndefined();
  });
});
