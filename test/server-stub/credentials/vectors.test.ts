import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { verifyRegistration } from '../../../server-stub/credentials/verify-registration.ts';
import { verifySignature } from '../../../server-stub/credentials/verify-signature.ts';

/*
 * The test vectors of WebAuthn Level 3. They lie beside the checkout, not in it; where they are absent these tests are
 * named as not run.
 */
const FILE = new URL('../../../../shared/vectors/webauthn-l3.json', import.meta.url);

interface Vector {
  id: string;
  registration: Record<'challenge' | 'credential_id' | 'clientDataJSON' | 'attestationObject', string>;
  authentication: Record<'challenge' | 'clientDataJSON' | 'authenticatorData' | 'signature', string>;
}
const present = existsSync(FILE);
const book: { rpId: string; origin: string; vectors: Vector[] } = present
  ? JSON.parse(readFileSync(FILE, 'utf8'))
  : { rpId: '', origin: '', vectors: [] };
const party = { id: book.rpId, name: 'Vectors', origins: [book.origin] };

/** ES256 or RS256, format none or packed, user verified: what we take. */
const REGISTERS = ['packed-self-es256', 'packed-es256', 'packed-rs256'];
/** Why each of the others is refused. The library's own reason is in the cause; ours is in the detail. */
const REFUSED: Record<string, RegExp> = {
  'none-es256': /User verification/,
  'none-es256-long-credential-id': /User verification/,
  'none-es256-crossOrigin': /cross-origin/,
  'none-es256-topOrigin': /cross-origin/,
  'packed-es384': /User verification/,
  'packed-es512': /alg "-36"/,
  'packed-eddsa': /User verification/,
  'packed-ed448': /User verification/,
  'tpm-es256': /manufacturer/,
  'android-key-es256': /./,
  'apple-es256': /User verification/,
  'fido-u2f-es256': /User verification/,
};
/** Vectors whose user is verified at sign-in too; the others show that "present" is not enough. */
const SIGNS_IN = ['packed-es256'];
const NOT_VERIFIED_AT_SIGN_IN = ['packed-self-es256', 'packed-rs256'];

const b64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
const flip = (text: string, bit: number) => {
  const bytes = Buffer.from(text, 'base64url');
  const at = Math.floor(bit / 8) % bytes.length;
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (bit % 8)), at);
  return bytes.toString('base64url');
};

function registration({ registration: given }: Vector) {
  return {
    id: b64(given.credential_id),
    response: {
      clientDataJSON: b64(given.clientDataJSON),
      attestationObject: b64(given.attestationObject),
    },
  };
}

async function authentication(vector: Vector) {
  const registered = await verifyRegistration(registration(vector), party);
  const given = vector.authentication;
  return {
    assertion: {
      id: registered.credentialId,
      rawId: registered.credentialId,
      type: 'public-key' as const,
      response: {
        clientDataJSON: b64(given.clientDataJSON),
        authenticatorData: b64(given.authenticatorData),
        signature: b64(given.signature),
      },
      clientExtensionResults: {},
    },
    challenge: b64(given.challenge),
    key: registered,
    party,
  };
}

const vectorOf = (id: string) => book.vectors.find((vector) => vector.id === id)!;
const reason = async (answer: Promise<unknown>): Promise<string> => {
  const thrown = await answer.catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Refusal);
  const { slug, details, cause } = thrown as Refusal;
  return `${slug}: ${details.detail} (${cause instanceof Error ? cause.message : ''})`;
};

describe.skipIf(!present)('WebAuthn Level 3 test vectors', () => {
  test('every vector is either accepted or refused here, none is left out', () => {
    const known = [...REGISTERS, ...Object.keys(REFUSED)].sort();
    expect(book.vectors.map((vector) => vector.id).sort()).toEqual(known);
  });

  test.each(REGISTERS)('%s registers', async (id) => {
    const vector = vectorOf(id);
    expect(await verifyRegistration(registration(vector), party)).toMatchObject({
      credentialId: b64(vector.registration.credential_id),
      challenge: b64(vector.registration.challenge),
      assurance: id.includes('self') ? 'self' : 'none',
      algorithm: id.includes('rs256') ? -257 : -7,
    });
  });

  test.each(SIGNS_IN)('%s signs in', async (id) => {
    expect(await verifySignature(await authentication(vectorOf(id)))).toBeTypeOf('number');
  });

  test.each(NOT_VERIFIED_AT_SIGN_IN)('%s is refused at sign-in: present is not verified', async (id) => {
    const answer = verifySignature(await authentication(vectorOf(id)));
    expect(await reason(answer)).toMatch(/^credential_invalid: .*User verification/);
  });

  test.each(Object.entries(REFUSED))('%s is refused by name', async (id, why) => {
    const text = await reason(verifyRegistration(registration(vectorOf(id)), party));
    expect(text).toMatch(/^attestation_refused: /);
    expect(text).toMatch(why);
  });

  test.each(REGISTERS)('%s is refused at another origin and for another RP', async (id) => {
    const given = registration(vectorOf(id));
    const elsewhere = { ...party, origins: ['https://evil.example'] };
    expect(await reason(verifyRegistration(given, elsewhere))).toMatch(/origin/);
    const other = { ...party, id: 'other.example' };
    expect(await reason(verifyRegistration(given, other))).toMatch(/RP ID/);
  });

  test.each(REGISTERS)('%s: no bit of the client data may differ from what was attested', async (id) => {
    const given = registration(vectorOf(id));
    const bits = Buffer.from(given.response.clientDataJSON, 'base64url').length * 8;
    for (let bit = 0; bit < bits; bit += 37) {
      const response = { ...given.response, clientDataJSON: flip(given.response.clientDataJSON, bit) };
      expect(await reason(verifyRegistration({ ...given, response }, party))).toMatch(/^attestation_refused/);
    }
  });

  test.each(REGISTERS)(
    '%s: no bit of the authenticator data may differ from what was attested',
    async (id) => {
      const given = registration(vectorOf(id));
      const object = Buffer.from(given.response.attestationObject, 'base64url');
      const start = object.indexOf(createHash('sha256').update(book.rpId).digest());
      for (let bit = start * 8; bit < object.length * 8; bit += 41) {
        const response = {
          ...given.response,
          attestationObject: flip(given.response.attestationObject, bit),
        };
        const answer = verifyRegistration({ ...given, response }, party);
        expect(await reason(answer), `bit ${bit}`).toMatch(/^attestation_refused/);
      }
    },
  );

  test.each([...SIGNS_IN, ...NOT_VERIFIED_AT_SIGN_IN])(
    '%s: one flipped bit is refused at sign-in',
    async (id) => {
      const good = await authentication(vectorOf(id));
      for (const part of ['clientDataJSON', 'authenticatorData', 'signature'] as const) {
        const bits = Buffer.from(good.assertion.response[part], 'base64url').length * 8;
        for (let bit = 3; bit < bits; bit += 53) {
          const response = { ...good.assertion.response, [part]: flip(good.assertion.response[part], bit) };
          const answer = verifySignature({ ...good, assertion: { ...good.assertion, response } });
          expect(await reason(answer), `${part} bit ${bit}`).toMatch(/^credential_invalid/);
        }
      }
    },
  );

  test.each(SIGNS_IN)('%s: an answer to another challenge is refused', async (id) => {
    const good = await authentication(vectorOf(id));
    expect(await reason(verifySignature({ ...good, challenge: 'AAAA' }))).toMatch(/challenge/);
  });
});
