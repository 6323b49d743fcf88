import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { type Answer, readAnswer } from '../../../electron/directory/answer.ts';
import { readChallenge } from '../../../electron/directory/challenge.ts';
import { readProfile } from '../../../electron/directory/profile.ts';
import { PROFILE } from '../provisioning/world.ts';

/* Whatever stands in the place of the directory's answer: a typed refusal, and nothing of it in what is told. */

const answerOf = (status: number, text: string, type = 'application/json'): Answer =>
  readAnswer(status, { 'content-type': type }, text, 0);

/** The slug of the refusal; anything else that is thrown fails the test. */
function slugOf(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    expect(JSON.stringify(thrown.toJSON()).length).toBeLessThan(2000);
    expect(JSON.stringify(thrown.toJSON())).not.toContain('HOSTILE');
    return thrown.slug;
  }
}

const NEEDED = {
  error: 'insufficient_authorization',
  auth_session: 'a',
  interval: 5,
  authn_methods: [{ method: 'password' }],
};
const deep = (levels: number) => `${'{"HOSTILE":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe.each([
  ['profile', 200, PROFILE, readProfile],
  ['challenge', 401, NEEDED, readChallenge],
] as const)('in the place of the %s', (_what, status, good, read) => {
  const slugs = (text: string, type?: string) => slugOf(() => outcome(read(answerOf(status, text, type))));

  test('the right one is read', () => {
    expect(slugs(JSON.stringify(good))).toBeNull();
  });

  test.each([
    ['a web page', '<!doctype html><script>HOSTILE()</script>', 'text/html', 'captive_portal'],
    ['a web page that calls itself JSON', '<html>HOSTILE', 'application/json', 'directory_incompatible'],
    ['nothing', '', 'application/json', 'directory_incompatible'],
    ['half of it', JSON.stringify(good).slice(0, -9), 'application/json', 'directory_incompatible'],
    ['a list', '["HOSTILE"]', 'application/json', 'directory_incompatible'],
    ['null', 'null', 'application/json', 'directory_incompatible'],
    ['a hundred thousand levels', deep(100_000), 'application/json', 'directory_incompatible'],
    ['a media type of 8 kB', 'HOSTILE', `x/${'y'.repeat(8000)}`, 'directory_incompatible'],
  ])('%s', (_name, text, type, slug) => {
    const told = slugs(text, type);
    // Of the challenge the status alone says that something was refused.
    expect([slug, 'directory_failed', 'authentication_stale', 'agent_failed', 'token_invalid']).toContain(
      told,
    );
  });

  test('each member in turn of each wrong type', () => {
    for (const key of Object.keys(good)) {
      for (const wrong of [null, 1, 'HOSTILE', [], {}, [['HOSTILE']], true, { __proto__: { x: 1 } }]) {
        slugs(JSON.stringify({ ...good, [key]: wrong }));
      }
    }
  });

  test('any JSON at all', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        slugs(text);
      }),
    );
  });
});

/** A refusal that was read is told like one that was thrown. */
function outcome(read: ReturnType<typeof readChallenge> | ReturnType<typeof readProfile>): void {
  if ('kind' in read && read.kind === 'refused') throw read.refusal;
}
