import { inspect } from 'node:util';
import { UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../electron/contract/refusal.ts';
import { readReserved } from '../../../electron/directory/reservation.ts';
import { readTokens } from '../../../electron/directory/token.ts';

const CLAIMS = {
  oid: 'user-1',
  tid: 'tenant-1',
  sid: 'grant-1',
  amr: ['tap', 'mfa'],
  auth_time: 1,
  exp: 2,
  reservation: 'reservation-1',
  reservation_exp: 3,
  preferred_username: 'ada@example.org',
  name: 'Ada',
};
const jwt = (claims: object = CLAIMS) => new UnsecuredJWT({ ...claims }).encode();
const answer = (status: number, body: unknown) => ({
  status,
  mediaType: 'application/json',
  text: JSON.stringify(body),
  challenge: '',
});
const body = (more: object = {}) => ({
  access_token: jwt(),
  token_type: 'DPoP',
  expires_in: 600,
  refresh_token: 'refresh-secret',
  ...more,
});

function refusal(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    return error as Refusal;
  }
  throw new TypeError('it was not refused');
}

describe('readTokens', () => {
  test('gives tokens, life and claims', () => {
    const tokens = readTokens(answer(200, body()));
    expect([tokens.access.reveal(), tokens.refresh?.reveal()]).toEqual([jwt(), 'refresh-secret']);
    expect([tokens.lifetime, tokens.claims.oid]).toEqual([600, 'user-1']);
  });

  test('a token that is not bound to our key is refused', () => {
    const work = () => readTokens(answer(200, body({ token_type: 'Bearer' })));
    expect(refusal(work).slug).toBe('directory_incompatible');
  });

  test.each([['opaque'], ['a.b.c'], [jwt({ oid: 'x' })]])(
    'an access token without our claims is: %s',
    (access_token) => {
      const thrown = refusal(() => readTokens(answer(200, body({ access_token }))));
      expect(thrown.slug).toBe('directory_incompatible');
      expect(inspect(thrown, { depth: 10 })).not.toContain(access_token);
    },
  );

  test('a dead code is token_invalid', () => {
    expect(refusal(() => readTokens(answer(400, { error: 'invalid_grant' }))).slug).toBe('token_invalid');
  });

  test('show nothing', () => {
    expect(inspect(readTokens(answer(200, body())), { depth: 10 })).not.toMatch(/refresh-secret|eyJ/);
  });
});

describe('readReserved', () => {
  test('says who signed in under which reservation', () => {
    expect(readReserved(CLAIMS)).toEqual({
      reservationId: 'reservation-1',
      endsAt: 3,
      userId: 'user-1',
      userPrincipalName: 'ada@example.org',
      personName: 'Ada',
    });
  });

  test('a token without a reservation is none of ours', () => {
    const { reservation: _, ...claims } = CLAIMS;
    expect(refusal(() => readReserved(claims)).slug).toBe('directory_incompatible');
  });
});
