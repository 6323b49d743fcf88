import { expect, test } from 'vitest';
import { asRefusal, Refusal } from '../../../electron/contract/refusal.ts';
import { REFUSALS, type Slug } from '../../../electron/contract/refusals.ts';

const rows = Object.entries(REFUSALS) as [Slug, (typeof REFUSALS)[Slug]][];

/** The slugs that design.md names: other people's tools know them. */
const PROMISED = (
  'pass_wrong pass_expired pass_not_yet_valid pass_used pass_reserved pass_blocked_by_policy pass_not_found method_locked ' +
  'throttled password_wrong otp_wrong account_disabled mfa_enrolment_required mfa_required policy_blocked ' +
  'credential_unknown credential_invalid credential_wrong_device session_invalid federated_sign_in device_quota ' +
  'join_blocked nonce_invalid csr_invalid device_disabled challenge_expired challenge_unknown attestation_refused ' +
  'registration_window_closed credential_exists'
).split(' ');

test('every promised slug has a row', () => {
  expect(PROMISED.filter((slug) => !Object.hasOwn(REFUSALS, slug))).toEqual([]);
});

test('a help code belongs to one row', () => {
  const codes = rows.map(([, row]) => row.helpCode);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^LK-\d{4}$/);
});

/** Entra's own sentences, which tools compare letter by letter. */
const ENTRA_WORDS: readonly Slug[] = ['target_out_of_scope'];

test('every sentence is short, calm and complete', () => {
  for (const [slug, row] of rows) {
    for (const text of [row.cause, row.userAction, row.technicianAction]) {
      expect(text, slug).toMatch(/^[A-Z].*\.$/s);
      expect(text, slug).not.toMatch(/!|oops|please wait|invalid input/i);
      if (ENTRA_WORDS.includes(slug)) continue;
      for (const sentence of text.split(/(?<=\.)\s/)) {
        expect(sentence.split(/\s+/).length, `${slug}: ${sentence}`).toBeLessThanOrEqual(21);
      }
    }
  }
});

test('only a row that the directory can send has an OAuth error, and every 4xx or 5xx it sends is typed', () => {
  for (const [slug, row] of rows) {
    if (row.status === null) expect(row.oauth, slug).toBeNull();
    else expect(row.status, slug).toBeGreaterThanOrEqual(400);
  }
});

test('a refusal as data carries its help code and no stack', () => {
  const refusal = new Refusal('pass_used', { requestId: 'r1' }, new Error('inner'));
  expect(JSON.parse(JSON.stringify(refusal))).toEqual({
    slug: 'pass_used',
    helpCode: 'LK-2404',
    requestId: 'r1',
  });
});

test('what is not a refusal becomes agent_failed and keeps its cause', () => {
  const thrown = new TypeError('x');
  expect(asRefusal(thrown)).toMatchObject({ slug: 'agent_failed', cause: thrown });
});
