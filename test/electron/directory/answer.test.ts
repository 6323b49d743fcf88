import { describe, expect, test } from 'vitest';
import { readAnswer, readRetryAfter } from '../../../electron/directory/answer.ts';

const NOON = Date.parse('2026-11-22T12:00:00Z');

describe('readAnswer', () => {
  test('keeps what is read of it and nothing else', () => {
    const headers = {
      'content-type': 'Application/JSON; charset=utf-8',
      'request-id': 'abc-123',
      'retry-after': '7',
      'dpop-nonce': 'n0nce',
      'www-authenticate': 'DPoP error="invalid_token"',
      'set-cookie': ['a=1'],
    };
    expect(readAnswer(401, headers, '{}', NOON)).toEqual({
      status: 401,
      mediaType: 'application/json',
      text: '{}',
      requestId: 'abc-123',
      retryAfter: 7,
      dpopNonce: 'n0nce',
      challenge: 'DPoP error="invalid_token"',
    });
  });

  test('drops ids and nonces that could write into a log or a proof', () => {
    const answer = readAnswer(200, { 'request-id': 'a b', 'dpop-nonce': 'a"b' }, '', NOON);
    expect([answer.requestId, answer.dpopNonce]).toEqual([undefined, undefined]);
  });
});

describe('readRetryAfter', () => {
  test.each([
    [undefined, undefined],
    ['0', 0],
    ['120', 120],
    ['999999999', 86_400],
    ['Sun, 22 Nov 2026 12:00:30 GMT', 30],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
  ])('%s is %s', (value, seconds) => expect(readRetryAfter(value, NOON)).toBe(seconds));
});
