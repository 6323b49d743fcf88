import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../electron/contract/refusal.ts';
import { isSlug, REFUSALS } from '../../../electron/contract/refusals.ts';
import { readRefusal } from '../../../electron/directory/read-refusal.ts';

function refusal(status: number, body: unknown, more: object = {}): Refusal {
  const text = JSON.stringify(body);
  return readRefusal({ status, mediaType: 'application/json', text, challenge: '', ...more });
}

const GATE = {
  id: 'g',
  displayName: 'MFA for all',
  requires: 'mfa' as const,
  satisfied: false,
  opens: ['temporary_access_pass' as const],
};

describe('readRefusal', () => {
  test.each(Object.keys(REFUSALS).filter((slug) => isSlug(slug) && REFUSALS[slug].status !== null))(
    '%s comes through in both envelopes',
    (slug) => {
      expect(refusal(400, { error: 'invalid_grant', suberror: slug }).slug).toBe(slug);
      expect(refusal(400, { error: { code: 'x', innerError: { suberror: slug } } }).slug).toBe(slug);
    },
  );

  test('carries the wait, the gates and the request id', () => {
    const body = { error: 'access_denied', suberror: 'policy_blocked', retry_after: 4.2, gates: [GATE] };
    expect(refusal(403, body, { requestId: 'r-1' }).details).toEqual({
      retryAfter: 5,
      gates: [GATE],
      requestId: 'r-1',
      detail: 'HTTP 403 access_denied policy_blocked',
    });
  });

  test('the header says how long where the body does not', () => {
    expect(refusal(429, { error: 'x' }, { retryAfter: 9 }).details.retryAfter).toBe(9);
  });

  test.each(['device_key_lost', 'agent_failed', 'link_down', 'captive_portal'])(
    'no directory may speak for the agent: %s',
    (slug) =>
      expect(refusal(400, { error: 'invalid_request', suberror: slug }).slug).toBe('request_malformed'),
  );

  test.each([
    [400, 'invalid_session', 'session_invalid'],
    [400, 'redirect_to_web', 'federated_sign_in'],
    [400, 'invalid_grant', 'token_invalid'],
    [403, 'access_denied', 'policy_blocked'],
    [401, 'insufficient_user_authentication', 'authentication_stale'],
    [400, 'use_dpop_nonce', 'dpop_nonce_required'],
    [400, 'toString', 'request_malformed'],
    [429, 'temporarily_unavailable', 'throttled'],
    [503, 'temporarily_unavailable', 'directory_busy'],
    [500, 'server_error', 'directory_failed'],
    [500, 'whatever', 'directory_failed'],
  ])('%i %s without a slug that we know is %s', (status, error, slug) => {
    expect(refusal(status, { error, suberror: 'from_the_future' }).slug).toBe(slug);
  });

  test.each([
    [401, 'token_invalid'],
    [403, 'permission_denied'],
    [404, 'not_found'],
    [409, 'conflict'],
    [413, 'payload_too_large'],
    [418, 'request_malformed'],
    [500, 'directory_failed'],
  ])('%i from Graph without a slug is %s', (status, slug) => {
    expect(refusal(status, { error: { code: 'x', message: 'y' } }).slug).toBe(slug);
  });

  test('the challenge header speaks where the body is silent', () => {
    const challenge = 'DPoP error="insufficient_user_authentication", max_age="600"';
    expect(refusal(401, { error: { code: 'x' } }, { challenge }).slug).toBe('authentication_stale');
  });

  test.each([[[]], ['text'], [null], [{ error: 7, gates: 'x', retry_after: 'y' }]])(
    'a body of the wrong shape is still a refusal: %j',
    (body) => expect(refusal(400, body).slug).toBe('request_malformed'),
  );

  test('what the directory quotes is not kept', () => {
    const body = { error: 'invalid_grant', error_description: 'no pass "hunter2"', suberror: 'hunter2 x' };
    expect(JSON.stringify(refusal(400, body))).not.toContain('hunter2');
  });
});
