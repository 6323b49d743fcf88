import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { Answer } from '../../../electron/directory/answer.ts';
import { readBody, readShape } from '../../../electron/directory/read-body.ts';

const answer = (status: number, mediaType: string, text = ''): Answer => ({
  status,
  mediaType,
  text,
  challenge: '',
});

function slugOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Refusal).slug;
  }
  return 'nothing';
}

describe('readBody', () => {
  test('gives the JSON', () => {
    expect(readBody(answer(400, 'application/problem+json', '{"a":1}'))).toEqual({ a: 1 });
  });

  test.each([
    ['a web page', answer(200, 'text/html', '<html>'), 'captive_portal'],
    ['a redirect', answer(302, 'text/html'), 'captive_portal'],
    ['a redirect with JSON', answer(307, 'application/json', '{}'), 'captive_portal'],
    ['511', answer(511, 'text/html'), 'captive_portal'],
    ['407', answer(407, 'text/html'), 'proxy_refused'],
    ['the page of a gateway', answer(502, 'text/html', '<html>'), 'directory_failed'],
    ['503 without JSON', answer(503, 'text/plain'), 'directory_busy'],
    ['plain text', answer(200, 'text/plain', 'hello'), 'directory_incompatible'],
    ['nothing', answer(200, ''), 'directory_incompatible'],
    ['half of it', answer(200, 'application/json', '{"a":'), 'directory_incompatible'],
  ])('%s is refused', (_what, given, slug) => {
    expect(slugOf(() => readBody(given))).toBe(slug);
  });
});

describe('readShape', () => {
  test('names the place that is wrong and never what was there', () => {
    const given = answer(200, 'application/json', '{"a":{"b":"tok-en"}}');
    const work = () => readShape(given, z.object({ a: z.object({ b: z.number() }) }));
    expect(work).toThrow(Refusal);
    try {
      work();
    } catch (error) {
      expect((error as Refusal).details.detail).toBe('HTTP 200 unexpected shape at "a.b"');
      expect(inspect(error, { depth: 10 })).not.toContain('tok-en');
    }
  });
});
