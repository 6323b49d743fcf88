import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { AssertionJson } from '../../electron/contract/wire/webauthn.ts';
import { deleteDevice } from '../../server-stub/devices/manage.ts';
import { AMAL, enrol, openStage, PIN, proveWith, type Stage, unpack } from './agent-stage.ts';
import { startBehindProxy } from './cutting-proxy.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.setPolicy('device', 'default', { userDeviceQuota: 50 });
});
afterAll(() => stage.close());

async function enrolled(at: Pick<Stage, 'issuePass'> = stage, laptop = unpack(stage.directory)) {
  const { value } = await at.issuePass(AMAL, { isUsableOnce: true });
  return { laptop, id: (await enrol(laptop, AMAL, value)).id };
}

async function stateOf(id: string, at: Stage = stage): Promise<string | undefined> {
  const row = await at.directory.context.store.db
    .selectFrom('credentials')
    .select('state')
    .where('credential_id', '=', id)
    .executeTakeFirst();
  return row?.state;
}

/** Flips the last byte of a base64url text. */
function bent(text: string): string {
  const bytes = Buffer.from(text, 'base64url');
  bytes[bytes.length - 1]! ^= 1;
  return bytes.toString('base64url');
}

describe('the proof', () => {
  test('makes the credential active, and again is fine', async () => {
    const { laptop, id } = await enrolled();
    expect(await stateOf(id)).toBe('provisional');
    await proveWith(laptop, AMAL, id);
    expect(await stateOf(id)).toBe('active');
    await proveWith(laptop, AMAL, id);
  });

  test('with the key of a laptop that was removed says so: device_deleted', async () => {
    const { laptop, id } = await enrolled();
    await proveWith(laptop, AMAL, id);
    const { context } = stage.directory;
    const device = await context.store.db
      .selectFrom('devices')
      .innerJoin('credentials', 'credentials.device_id', 'devices.id')
      .selectAll('devices')
      .where('credential_id', '=', id)
      .executeTakeFirstOrThrow();
    await deleteDevice(context, { kind: 'directory' }, device);
    await expect(proveWith(laptop, AMAL, id)).rejects.toMatchObject({ slug: 'device_deleted' });
  });

  test('works after a restart, with no token at all', async () => {
    const { laptop, id } = await enrolled();
    const restarted = unpack(stage.directory, {}, laptop);
    await proveWith(restarted, AMAL, id);
    expect(await stateOf(id)).toBe('active');
  });

  test.each([
    ['the challenge', (_path: string, body: string) => body.includes('authn_method=passkey')],
    ['the tokens', (_path: string, body: string) => body.includes('grant_type=authorization_code')],
  ])('is made anew when the answer with %s was lost', async (_what, matches) => {
    const { stage: own, laptop, loseAnswers } = await startBehindProxy();
    const { id } = await enrolled(own, laptop);
    loseAnswers(matches);
    let asked = 0;
    await laptop.signIn.prove(AMAL, (options) => {
      asked += 1;
      return laptop.authenticator.assert(options, id, PIN);
    });
    expect([asked, await stateOf(id, own)]).toEqual([2, 'active']);
    expect(await own.count('reservations')).toBe(1);
  });

  test('lost twice is directory_unreachable, and may be made again', async () => {
    const { stage: own, laptop, loseAnswers } = await startBehindProxy();
    const { id } = await enrolled(own, laptop);
    loseAnswers((_path, body) => body.includes('authn_method=passkey'), 2);
    await expect(proveWith(laptop, AMAL, id)).rejects.toMatchObject({ slug: 'directory_unreachable' });
    await proveWith(laptop, AMAL, id);
    expect(await stateOf(id, own)).toBe('active');
  });

  test('that the person cancels is the authenticator’s refusal', async () => {
    const { laptop } = await enrolled();
    const cancel = () => Promise.reject(new Refusal('gesture_cancelled'));
    await expect(laptop.signIn.prove(AMAL, cancel)).rejects.toMatchObject({ slug: 'gesture_cancelled' });
  });
});

describe('refused', () => {
  const tampered = async (change: (assertion: AssertionJson) => AssertionJson) => {
    const { laptop, id } = await enrolled();
    const work = laptop.signIn.prove(AMAL, async (options) =>
      change(await laptop.authenticator.assert(options, id, PIN)),
    );
    return {
      id,
      slug: await work.then(
        () => 'nothing',
        (error: Refusal) => error.slug,
      ),
    };
  };

  test('a signature that does not verify', async () => {
    const { id, slug } = await tampered((given) => ({
      ...given,
      response: { ...given.response, signature: bent(given.response.signature) },
    }));
    expect([slug, await stateOf(id)]).toEqual(['credential_invalid', 'provisional']);
  });

  test('a credential that nobody registered', async () => {
    const { slug } = await tampered((given) => ({ ...given, id: bent(given.id), rawId: bent(given.rawId) }));
    expect(slug).toBe('credential_unknown');
  });

  test('a credential whose reservation has lapsed', async () => {
    const { laptop, id } = await enrolled();
    await stage.lapse();
    await expect(proveWith(laptop, AMAL, id)).rejects.toMatchObject({ slug: 'credential_unknown' });
    expect(await stateOf(id)).toBeUndefined();
  });

  test('the credential of another device', async () => {
    const { laptop, id } = await enrolled();
    const other = unpack(stage.directory);
    const work = other.signIn.prove(AMAL, (options) => laptop.authenticator.assert(options, id, PIN));
    await expect(work).rejects.toMatchObject({ slug: 'credential_wrong_device' });
    expect(await stateOf(id)).toBe('provisional');
  });

  test('a name that nobody has', async () => {
    const { laptop, id } = await enrolled();
    const work = proveWith(laptop, 'nobody@northwind.example', id);
    await expect(work).rejects.toMatchObject({ slug: 'credential_unknown' });
  });
});
