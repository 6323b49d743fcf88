import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { judgeEndorsement } from '../../../../server-stub/devices/attestation/endorsement.ts';
import { type Changes, TpmMaker } from './endorsement-maker.ts';

const maker = await TpmMaker.found();
const another = await TpmMaker.found();
const NOW = Date.now();
const ROOTS = [another.pem, maker.pem];

const refusedAs = (slug: string, detail: RegExp) =>
  expect.objectContaining({ slug, details: { detail: expect.stringMatching(detail) } });

test('the certificate of a known maker says which TPM it is; what fills the rest of the index does not matter', async () => {
  const { der } = await maker.certify();
  const padded = Buffer.concat([der, Buffer.alloc(300, 0xff)]);
  const endorsement = judgeEndorsement(padded, ROOTS, NOW);
  expect(endorsement.tpm).toEqual({ manufacturer: 'id:494E5443', model: 'ADL', version: 'id:00020258' });
  expect(endorsement.fingerprint).toBe(judgeEndorsement(der, ROOTS, NOW).fingerprint);
});

test('an empty list of makers vouches for nobody', async () => {
  const { der } = await maker.certify();
  expect(() => judgeEndorsement(der, [], NOW)).toThrow(refusedAs('endorsement_untrusted', /no known maker/));
});

test('a certificate of another maker', async () => {
  const { der } = await maker.certify();
  expect(() => judgeEndorsement(der, [another.pem], NOW)).toThrow(
    refusedAs('endorsement_untrusted', /no known maker/),
  );
});

test('a forged certificate: somebody else under the maker’s name', async () => {
  const { der } = await (await TpmMaker.found({ name: maker.name })).certify();
  expect(() => judgeEndorsement(der, ROOTS, NOW)).toThrow(
    refusedAs('endorsement_untrusted', /no known maker/),
  );
});

test('a certificate with one bit flipped', async () => {
  const { der } = await maker.certify();
  der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1);
  expect(() => judgeEndorsement(der, ROOTS, NOW)).toThrow(
    refusedAs('endorsement_untrusted', /no known maker/),
  );
});

test('a certificate that a TPM’s endorsement certificate signed', async () => {
  const { der, privateKey } = await maker.certify();
  expect(privateKey.type).toBe('private');
  const pem = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
  expect(() => judgeEndorsement(der, [pem], NOW)).toThrow(
    refusedAs('endorsement_untrusted', /no known maker/),
  );
});

test('a certificate that has run out', async () => {
  const { der } = await maker.certify({ ended: true });
  expect(() => judgeEndorsement(der, ROOTS, NOW)).toThrow(
    refusedAs('endorsement_untrusted', /not valid now/),
  );
});

test('a maker whose certificate has run out', async () => {
  const old = await TpmMaker.found({ ended: true });
  const { der } = await old.certify();
  expect(() => judgeEndorsement(der, [old.pem], NOW)).toThrow(
    refusedAs('endorsement_untrusted', /not valid now/),
  );
});

const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const SMALL = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
const TWICE = [
  { '2.23.133.2.1': ['id:494E5443'] },
  { '2.23.133.2.1': ['id:49424D00'] },
  { '2.23.133.2.2': ['ADL'] },
  { '2.23.133.2.3': ['id:1'] },
];

test.each<[string, Changes, RegExp]>([
  ['an authority', { authority: true }, /authority/],
  ['another use', { usages: ['2.23.133.8.3'] }, /not for an endorsement key/],
  ['no use', { usages: [] }, /not for an endorsement key/],
  ['an elliptic key', { key: EC }, /RSA 2048/],
  ['a short key', { key: SMALL }, /RSA 2048/],
  ['a maker that the TCG does not know', { manufacturer: 'id:FFFFF1D0' }, /TCG/],
  ['a name without the TPM', { names: [{ CN: ['TPM'] }] }, /which TPM/],
  ['two makers', { names: TWICE }, /which TPM/],
])('a certificate that is unsuitable: %s', async (_, changes, detail) => {
  const { der } = await maker.certify(changes);
  expect(() => judgeEndorsement(der, ROOTS, NOW)).toThrow(refusedAs('endorsement_unsuitable', detail));
});

test.each([0, 1, 40])('%i bytes that are no certificate', (length) => {
  expect(() => judgeEndorsement(Buffer.alloc(length, 0x30), ROOTS, NOW)).toThrow(
    refusedAs('endorsement_unsuitable', /not an X\.509 certificate/),
  );
});
