import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeCredential } from '../../../../server-stub/devices/attestation/make-credential.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const endorsement = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Made by tpm2_makecredential 5.4, its seed decrypted with the endorsement key that it was made for. */
const VECTOR = {
  name: bytes('000befabf5b8eb3a95f9745c8aeabf80a7b72562199407e433d48a7f85ce45d4b11f'),
  secret: bytes('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'),
  seed: bytes('5d0e0b91668dce3601c51cfb1fc7d5ce4e6740838a26e821d8293f87640ceb24'),
  idObject: bytes(
    '00205891ec4dd85a56ad12699228142ed79c53fafb477e4e49be5264ea7e83df7f87b535bb835e63e654147ec44f36f59a63b774a377a9235cddd2782b1699d43cfd9d40',
  ),
};

test('what tpm2_makecredential makes of the same seed, byte for byte', () => {
  const { name, secret, seed, idObject } = VECTOR;
  expect(makeCredential(endorsement.publicKey, name, secret, seed).idObject).toEqual(idObject);
});

test('the seed is for the endorsement key alone, under the label IDENTITY', () => {
  const { encryptedSecret } = makeCredential(endorsement.publicKey, VECTOR.name, VECTOR.secret, VECTOR.seed);
  const open = (label: string) =>
    privateDecrypt(
      {
        key: endorsement.privateKey,
        padding: constants.RSA_PKCS1_OAEP_PADDING,
        oaepHash: 'sha256',
        oaepLabel: Buffer.from(label),
      },
      encryptedSecret,
    );
  expect(open('IDENTITY\0')).toEqual(VECTOR.seed);
  expect(() => open('IDENTITY')).toThrow();
});

test('another name or another secret is another blob, and each seed is used once', () => {
  const made = (name: Buffer, secret: Buffer, seed?: Buffer) =>
    makeCredential(endorsement.publicKey, name, secret, seed).idObject.toString('hex');
  const { name, secret, seed } = VECTOR;
  const other = Buffer.from(name).reverse();
  const blobs = [
    made(name, secret, seed),
    made(other, secret, seed),
    made(name, other.subarray(0, 32), seed),
    made(name, secret),
    made(name, secret),
  ];
  expect(new Set(blobs).size).toBe(blobs.length);
});
