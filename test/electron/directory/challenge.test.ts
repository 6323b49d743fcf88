import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { Secret } from '../../../electron/contract/secret.ts';
import { readChallenge } from '../../../electron/directory/challenge.ts';
import { carryOn } from '../../../electron/directory/challenge-client.ts';

const answer = (status: number, body: unknown) => ({
  status,
  mediaType: 'application/json',
  text: JSON.stringify(body),
  challenge: '',
});
const NEEDED = {
  error: 'insufficient_authorization',
  auth_session: 'sess-1',
  interval: 5,
  authn_methods: [{ method: 'password' }],
};

describe('readChallenge', () => {
  test('a code', () => {
    const outcome = readChallenge(answer(200, { authorization_code: 'c0de' }));
    expect(outcome.kind === 'granted' && outcome.code.reveal()).toBe('c0de');
  });

  test.each([400, 401])('something more, with %i (the draft has both)', (status) => {
    const outcome = readChallenge(answer(status, NEEDED));
    expect(outcome).toMatchObject({
      kind: 'needed',
      state: { interval: 5, methods: [{ method: 'password' }], gates: [] },
    });
  });

  test('a refusal that leaves the session open', () => {
    const body = { error: 'invalid_grant', suberror: 'pass_wrong', auth_session: 'sess-2', interval: 7 };
    const outcome = readChallenge(answer(400, body));
    expect(outcome).toMatchObject({
      kind: 'refused',
      refusal: { slug: 'pass_wrong' },
      state: { interval: 7 },
    });
  });

  test('a refusal that says nothing about the session', () => {
    expect(readChallenge(answer(400, { error: 'invalid_session' }))).toMatchObject({
      kind: 'refused',
      refusal: { slug: 'session_invalid' },
      state: {},
    });
  });

  test('a code that is missing is no answer of a directory', () => {
    expect(() => readChallenge(answer(200, {}))).toThrow(Refusal);
  });

  test('a method that we do not know is no answer that we understand', () => {
    const body = { ...NEEDED, authn_methods: [{ method: 'retina' }] };
    expect(readChallenge(answer(401, body))).toMatchObject({ refusal: { slug: 'mfa_required' } });
  });

  test('shows neither code nor session', () => {
    const outcomes = [
      readChallenge(answer(200, { authorization_code: 'c0de' })),
      readChallenge(answer(401, NEEDED)),
    ];
    expect(inspect(outcomes, { depth: 10 })).not.toMatch(/c0de|sess-1/);
  });
});

describe('carryOn', () => {
  const session = {
    userPrincipalName: 'ada@example.org',
    codeVerifier: new Secret('v'),
    authSession: new Secret('sess-0'),
    interval: 3,
    methods: [],
    gates: [],
  };

  test('takes over what was said and keeps the rest', () => {
    const refused = readChallenge(
      answer(400, { error: 'invalid_grant', suberror: 'pass_wrong', interval: 9 }),
    );
    const next = carryOn(session, refused);
    expect(next.kind === 'refused' && [next.session.interval, next.session.authSession.reveal()]).toEqual([
      9,
      'sess-0',
    ]);
  });

  test('goes on in the session that it was given', () => {
    const next = carryOn(session, readChallenge(answer(401, NEEDED)));
    expect(next.kind === 'needed' && next.session.authSession.reveal()).toBe('sess-1');
  });
});
