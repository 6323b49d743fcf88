import { expect, test } from 'vitest';
import { judgeAttestation } from '../../../../server-stub/credentials/attestation/judge.ts';
import { type AttestationTrust, NO_TRUST } from '../../../../server-stub/credentials/attestation/trust.ts';
import { Maker } from './maker.ts';

const AAGUID = '11111111-2222-4333-8444-555555555555';
const OTHER = '99999999-2222-4333-8444-555555555555';

const maker = await Maker.found();
const another = await Maker.found();
const ended = await Maker.found({ ended: true });
const { chain } = await maker.batch();

const trusting = (roots: Partial<AttestationTrust['roots']>): AttestationTrust => ({
  ...NO_TRUST,
  roots: { packed: [], tpm: [], ...roots },
});
const knowing = (roots: string[], compromised = false): AttestationTrust => ({
  ...NO_TRUST,
  models: new Map([[AAGUID, { description: 'Key', roots, compromised }]]),
});

test.each<[string, AttestationTrust, string, string, 'attested' | 'none']>([
  ['an empty list of roots vouches for nothing (packed)', NO_TRUST, 'packed', AAGUID, 'none'],
  ['an empty list of roots vouches for nothing (tpm)', NO_TRUST, 'tpm', AAGUID, 'none'],
  ['a root of the format', trusting({ packed: [maker.pem] }), 'packed', AAGUID, 'attested'],
  [
    'the second root of a list',
    trusting({ packed: [another.pem, ended.pem, maker.pem] }),
    'packed',
    AAGUID,
    'attested',
  ],
  ['a root of another maker', trusting({ packed: [another.pem] }), 'packed', AAGUID, 'none'],
  ['a root of another format', trusting({ tpm: [maker.pem] }), 'packed', AAGUID, 'none'],
  ['a root of the model', knowing([maker.pem]), 'packed', AAGUID, 'attested'],
  ['a root of another model', knowing([maker.pem]), 'packed', OTHER, 'none'],
  ['a model that its maker calls compromised', knowing([maker.pem], true), 'packed', AAGUID, 'none'],
  ['a format that has no roots', trusting({ packed: [maker.pem] }), 'android-key', AAGUID, 'none'],
])('%s', async (_, trust, format, aaguid, assurance) => {
  expect(await judgeAttestation(trust, { format, aaguid, chain })).toBe(assurance);
});

test('a compromised model is not attested by a root of the whole format either', async () => {
  const trust = { ...knowing([], true), roots: { packed: [maker.pem], tpm: [] } };
  expect(await judgeAttestation(trust, { format: 'packed', aaguid: AAGUID, chain })).toBe('none');
});

test('a root that has run out vouches for nothing', async () => {
  const old = await ended.batch();
  const trust = trusting({ packed: [ended.pem] });
  expect(await judgeAttestation(trust, { format: 'packed', aaguid: AAGUID, chain: old.chain })).toBe('none');
});

test.each([
  ['packed', 'self'],
  ['none', 'none'],
] as const)('without a chain %s is %s', async (format, assurance) => {
  const trust = trusting({ packed: [maker.pem] });
  expect(await judgeAttestation(trust, { format, aaguid: AAGUID, chain: undefined })).toBe(assurance);
});
