import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { Slug } from '../../../electron/contract/refusals.ts';
import { Secret } from '../../../electron/contract/secret.ts';
import { pauseAfter } from '../../../electron/provisioning/ride-through.ts';
import type { Effect } from '../../../electron/provisioning/state.ts';

const REACH: Effect = { effect: 'reach' };
const PASS: Effect = { effect: 'answerPass', pass: new Secret('7KQ4 mH2v') };

const pause = (effect: Effect, slug: Slug, attempt = 1, waited = 0, retryAfter?: number) =>
  pauseAfter(effect, new Refusal(slug, retryAfter === undefined ? {} : { retryAfter }).toJSON(), {
    attempt,
    waited,
  });

describe('a bad network', () => {
  test('is tried again, soon at first and then every quarter of a minute', () => {
    const pauses = [1, 2, 3, 4, 5, 100].map((attempt) => pause(REACH, 'directory_unreachable', attempt));
    expect(pauses).toEqual([2, 4, 8, 15, 15, 15]);
  });

  test('a directory that says when is asked then, and not after an hour', () => {
    expect(pause(REACH, 'directory_busy', 1, 0, 120)).toBe(120);
    expect(pause(REACH, 'directory_busy', 1, 0, 3600)).toBe(600);
    expect(pause(REACH, 'directory_busy', 4, 0, 1)).toBe(15);
  });

  test('a directory that fails each time is told of after the third', () => {
    expect([1, 2, 3, 4].map((attempt) => pause(REACH, 'directory_failed', attempt))).toEqual([2, 4, 8, null]);
  });

  test.each<Slug>([
    'pass_wrong',
    'certificate_untrusted',
    'certificate_wrong_name',
    'profile_mismatch',
    'agent_failed',
  ])('%s is told at once', (slug) => expect(pause(REACH, slug)).toBeNull());
});

test('what was typed waits for five minutes at most', () => {
  expect(pause(PASS, 'link_down', 9, 285)).toBe(15);
  expect(pause(PASS, 'link_down', 9, 286)).toBeNull();
  expect(pause({ effect: 'join', deviceName: 'NW-1' }, 'link_down', 9, 9_999)).toBe(15);
});

test('a prompt of the operating system is not shown again by itself, and a look for a pass has a pace of its own', () => {
  expect(pause({ effect: 'create', authenticator: 'platform', pin: null }, 'link_down')).toBeNull();
  expect(pause({ effect: 'poll', seconds: 5 }, 'link_down')).toBeNull();
});
