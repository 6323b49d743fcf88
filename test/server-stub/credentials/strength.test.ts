import { expect, test } from 'vitest';
import { strengthOf } from '../../../server-stub/credentials/strength.ts';

/* The table of docs/credential.md, row for row: kind, what vouches, whether the tenant takes claims, amr and acr. */

const HARDWARE = ['hwk', 'user', 'mfa'];
const FILE = ['swk', 'user', 'mfa'];

test.each([
  ['tpm', 'attested', true, HARDWARE, 'phrh'],
  ['tpm', 'attested', false, HARDWARE, 'phrh'],
  ['tpm', 'self', true, HARDWARE, 'phr'],
  ['tpm', 'self', false, FILE, 'mfa'],
  ['tpm', 'none', true, HARDWARE, 'phr'],
  ['tpm', 'none', false, FILE, 'mfa'],
  ['platform', 'attested', true, HARDWARE, 'phrh'],
  ['platform', 'none', true, HARDWARE, 'phr'],
  ['platform', 'none', false, FILE, 'mfa'],
  ['fido2', 'attested', false, HARDWARE, 'phrh'],
  ['fido2', 'none', true, HARDWARE, 'phr'],
  ['fido2', 'none', false, FILE, 'mfa'],
  ['software', 'attested', true, FILE, 'mfa'],
  ['software', 'self', true, FILE, 'mfa'],
  ['software', 'none', false, FILE, 'mfa'],
] as const)('%s, %s, claims taken: %s', (kind, assurance, believesClaims, amr, strength) => {
  expect(strengthOf(kind, assurance, believesClaims)).toEqual({ amr, strength });
});
