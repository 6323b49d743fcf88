import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AAGUIDS } from '../../electron/contract/wire/passkey.ts';
import { NO_TRUST } from '../../server-stub/credentials/attestation/trust.ts';
import { PROFILE_DEFAULTS } from '../../server-stub/provisioning/profile.ts';
import { writePolicy } from '../../server-stub/sign-in/policies.ts';
import { Maker } from '../server-stub/credentials/attestation/maker.ts';
import { Authenticator } from './authenticator.ts';
import { EnrolmentStage, software, USER } from './enrolment-stage.ts';
import { slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

/* What vouches for a key, what policy makes of it, a copied key, and a device that is gone. */

let stage: EnrolmentStage;

beforeAll(async () => {
  stage = await EnrolmentStage.open();
});
afterAll(() => stage.lab.close());
beforeEach(() => stage.reset());
afterEach(async () => {
  await stage.lab.db.deleteFrom('policies').where('kind', 'in', ['credential', 'profile']).execute();
});

const policy = (kind: string, payload: unknown) =>
  writePolicy({ store: { db: stage.lab.db } as never }, kind, 'default', payload);

async function proved(key: Authenticator): Promise<string> {
  await stage.laptop.join();
  const { body } = await stage.enrol(key);
  expect((await stage.prove(key)).status).toBe(200);
  return body.id;
}

describe('assurance', () => {
  test.each([
    ['self', 'packed', AAGUIDS.software, 'Latchkey software key'],
    ['none', 'none', '08987058-cadc-4b81-b6e1-30de50dcbe96', 'Windows Hello (hardware)'],
    ['none', 'none', 'deadbeef-0000-4000-8000-000000000000', 'Passkey'],
  ] as const)(
    '%s (format %s) is recorded and shown with the model',
    async (assurance, format, aaguid, model) => {
      const id = await proved(new Authenticator({ format, aaguid }));
      const { body } = await stage.laptop.call(
        `/v1.0/me/authentication/windowsHelloForBusinessMethods/${id}`,
      );
      expect(body).toMatchObject({ assurance, aaGuid: aaguid, model });
    },
  );

  test('a policy that asks for more refuses the key and says which gate did', async () => {
    await policy('credential', { displayName: 'Hardware only', requiredAssurance: 'attested' });
    await stage.laptop.join();
    const answer = await stage.enrol(software());
    expect([answer.status, slugOf(answer)]).toEqual([400, 'attestation_refused']);
    expect(answer.body.error.innerError.gates).toEqual([
      expect.objectContaining({ id: 'credential', displayName: 'Hardware only', satisfied: false }),
    ]);
    expect(await stage.rows()).toEqual([]);
  });

  test('a policy that asks for self attestation takes packed and refuses none', async () => {
    await policy('credential', { requiredAssurance: 'self' });
    await stage.laptop.join();
    expect(slugOf(await stage.enrol(software({ format: 'none' })))).toBe('attestation_refused');
    expect((await stage.enrol(software())).status).toBe(201);
  });

  test('the profile’s list holds for whoever does not read it, too', async () => {
    await policy('profile', { ...PROFILE_DEFAULTS, authenticators: { allowed: ['tpm'] } });
    await stage.laptop.join();
    const answer = await stage.enrol(software());
    expect([answer.status, slugOf(answer)]).toEqual([403, 'authenticator_not_allowed']);
    expect((await stage.enrol(new Authenticator({ aaguid: AAGUIDS.tpm }))).status).toBe(201);
  });
});

describe('a key that claims to be hardware', () => {
  const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
  const hardware = (more: object = {}) => new Authenticator({ aaguid: AAGUIDS.tpm, ...more });

  async function signedInWith(key: Authenticator) {
    await proved(key);
    const { body } = await stage.prove(key);
    const { amr, acr } = claimsOf(body.access_token);
    return [amr, acr];
  }

  test('is taken at its word where the tenant says nothing else, and its token says that nobody vouched', async () => {
    expect(await signedInWith(hardware())).toEqual([['hwk', 'user', 'mfa'], 'phr']);
  });

  test('counts as software where the tenant takes no claims', async () => {
    await policy('credential', { unattestedHardware: 'counts_as_software' });
    expect(await signedInWith(hardware())).toEqual([['swk', 'user', 'mfa'], 'mfa']);
  });

  test('is attested hardware where a maker that the directory trusts vouches for it, and is shown as that', async () => {
    await policy('credential', { requiredAssurance: 'attested', unattestedHardware: 'counts_as_software' });
    const maker = await Maker.found();
    const trust = { ...NO_TRUST, roots: { packed: [maker.pem], tpm: [] } };
    Object.assign(stage.lab.directory.context, { attestation: trust });
    try {
      expect(await signedInWith(hardware({ maker: await maker.batch() }))).toEqual([
        ['hwk', 'user', 'mfa'],
        'phrh',
      ]);
      const { body } = await stage.laptop.call('/v1.0/me/authentication/windowsHelloForBusinessMethods');
      expect(body.value).toEqual([
        expect.objectContaining({ assurance: 'attested', attestationLevel: 'attested' }),
      ]);
      await stage.reset();
      await stage.laptop.join();
      const stranger = await (await Maker.found()).batch();
      expect(slugOf(await stage.enrol(hardware({ maker: stranger })))).toBe('attestation_refused');
    } finally {
      Object.assign(stage.lab.directory.context, { attestation: NO_TRUST });
    }
  });
});

describe('a copied key', () => {
  const copies = async () => {
    const rows = await stage.lab.db.selectFrom('directory_audits').select('payload').execute();
    return rows
      .map(({ payload }) => JSON.parse(payload))
      .filter((row) => row.activityDisplayName === 'Detect copied credential');
  };

  test('is refused when its counter went back, and audited', async () => {
    const key = software({ counter: 8 });
    await stage.laptop.join();
    await stage.enrol(key);
    key.counter = 9;
    expect((await stage.prove(key)).status).toBe(200);
    const before = (await copies()).length;
    key.counter = 4;
    expect(slugOf(await stage.prove(key))).toBe('credential_invalid');
    const found = await copies();
    expect(found).toHaveLength(before + 1);
    expect(found.at(-1)).toMatchObject({ result: 'failure' });
    expect(found.at(-1).additionalDetails).toContainEqual({ key: 'signed', value: '4' });
  });

  test('is not reported by somebody who cannot sign', async () => {
    const key = software({ counter: 8 });
    await stage.laptop.join();
    await stage.enrol(key);
    const before = (await copies()).length;
    const answer = await stage.laptop.signIn(USER, (opened) => {
      const challenge = opened.body.authn_methods.find((one: { method: string }) => one.method === 'passkey')
        .public_key.challenge;
      const forged = {
        ...software({ counter: 1 }).assert(challenge),
        id: key.credentialId,
        rawId: key.credentialId,
      };
      return { authn_method: 'passkey', authn_response: JSON.stringify(forged) };
    });
    expect(slugOf(answer)).toBe('credential_invalid');
    expect(await copies()).toHaveLength(before);
  });
});

describe('a Hello credential dies with its device', () => {
  test('switched off: refused, and again good when it is switched on', async () => {
    const key = software();
    await proved(key);
    const set = (account_enabled: 0 | 1) =>
      stage.lab.db
        .updateTable('devices')
        .set({ account_enabled })
        .where('jkt', '=', stage.laptop.jkt)
        .execute();
    await set(0);
    expect(slugOf(await stage.prove(key))).toBe('device_disabled');
    await set(1);
    expect((await stage.prove(key)).status).toBe(200);
  });

  test('deleted: the credential is gone with it', async () => {
    const key = software();
    await proved(key);
    await stage.lab.db.deleteFrom('devices').where('jkt', '=', stage.laptop.jkt).execute();
    expect(await stage.rows()).toEqual([]);
    expect(slugOf(await stage.prove(key))).toBe('credential_unknown');
  });

  test('by an administrator through Graph: switched off, on again, deleted', async () => {
    const key = software();
    await proved(key);
    const device_id = (await stage.rows())[0]?.device_id;
    const headers = await stage.lab.adminHeaders();
    const device = `/v1.0/devices/${device_id}`;
    const set = async (accountEnabled: boolean) =>
      expect(
        (await stage.lab.call(device, { method: 'PATCH', headers, body: { accountEnabled } })).status,
      ).toBe(204);
    await set(false);
    expect(slugOf(await stage.prove(key))).toBe('device_disabled');
    await set(true);
    expect((await stage.prove(key)).status).toBe(200);
    expect((await stage.lab.call(device, { method: 'DELETE', headers })).status).toBe(204);
    expect(await stage.rows()).toEqual([]);
    expect(slugOf(await stage.prove(key))).toBe('device_deleted');
  });

  test.each([
    ['software', AAGUIDS.software],
    ['tpm', AAGUIDS.tpm],
  ])('a proved %s key with another device’s key is refused', async (_kind, aaguid) => {
    const key = new Authenticator({ aaguid });
    await proved(key);
    const thief = await Laptop.make(stage.lab);
    expect(slugOf(await stage.prove(key, {}, thief))).toBe('credential_wrong_device');
    const other = await stage.newLaptop();
    await other.join();
    expect(slugOf(await stage.prove(key, {}, other))).toBe('credential_wrong_device');
    expect((await stage.prove(key)).status).toBe(200);
  });
});
