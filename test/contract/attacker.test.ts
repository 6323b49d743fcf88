import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EnrolmentStage, passkeyChallenge, software, USER, USER_ID } from './enrolment-stage.ts';
import { type Answer, type Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';
import { PageBrowser } from './page-browser.ts';

/*
 * One who wants in: each test is one attempt, made over the wire with what an attacker would really hold. What is asserted is
 * that it is refused, by its name, and that the person it was aimed at still gets in.
 */

const BEN = 'ben@northwind.example';
const OPTIONS = '/v1.0/me/authentication/fido2Methods/creationOptions';
/** More where nobody waits: a difference of a tenth shows at either. */
const SAMPLES = process.env.CI === 'true' ? 100 : 40;

let stage: EnrolmentStage;
let lab: Lab;

beforeAll(async () => {
  stage = await EnrolmentStage.open();
  lab = stage.lab;
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.db.deleteFrom('lockouts').execute();
  await stage.reset();
});

async function open(laptop: Laptop, user: string): Promise<Answer> {
  return laptop.challenge({
    response_type: 'code',
    scope: laptop.scope,
    login_hint: user,
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
  });
}

async function guess(laptop: Laptop, user: string, pass = 'wrongwrong'): Promise<Answer> {
  const { auth_session } = (await open(laptop, user)).body;
  return laptop.challenge({
    auth_session,
    authn_method: 'temporary_access_pass',
    temporary_access_pass: pass,
  });
}

/** Every member's path and type, in order: what an answer looks like, whoever it is about. */
function shapeOf(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object') return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, member]) => shapeOf(member, `${path}.${key}`));
}

/**
 * How often a value of one list is greater than one of the other (Mann and Whitney's U over its greatest): 0.5 where nobody
 * could tell them apart, 1 or 0 where everybody could.
 */
function separation(one: readonly number[], other: readonly number[]): number {
  let greater = 0;
  for (const left of one) for (const right of other) greater += left > right ? 1 : left === right ? 0.5 : 0;
  return greater / (one.length * other.length);
}

describe('finding out who works here', () => {
  test('by the shape of answers: known, known without a method, and unknown look the same', async () => {
    await lab.issuePass(BEN);
    const shapes: string[] = [];
    for (const user of [
      BEN,
      'gina@northwind.example',
      'nobody@northwind.example',
      'nobody@elsewhere.example',
    ]) {
      const opened = await open(await Laptop.make(lab), user);
      const refused = await guess(await Laptop.make(lab), user);
      shapes.push(
        JSON.stringify([opened.status, shapeOf(opened.body), refused.status, shapeOf(refused.body)]),
      );
    }
    expect(new Set(shapes).size).toBe(1);
  });

  test('by time: answers to a known and to an unknown name cannot be told apart', async () => {
    const { taken, laptop } = {
      taken: { known: [] as number[], unknown: [] as number[] },
      laptop: await Laptop.make(lab),
    };
    const timed = async (user: string): Promise<number> => {
      const { auth_session } = (await open(laptop, user)).body;
      await lab.db.deleteFrom('lockouts').execute();
      const began = performance.now();
      await laptop.challenge({
        auth_session,
        authn_method: 'temporary_access_pass',
        temporary_access_pass: 'wrongwrong',
      });
      return performance.now() - began;
    };
    await lab.issuePass(BEN);
    for (let n = 0; n < SAMPLES; n += 1) {
      taken.known.push(await timed(BEN));
      taken.unknown.push(await timed(`nobody${n}@northwind.example`));
    }
    const apart = separation(taken.known, taken.unknown);
    expect(apart).toBeGreaterThan(0.2);
    expect(apart).toBeLessThan(0.8);
  }, 60_000);
});

describe('keeping somebody out', () => {
  /** The same machine under another address, guessing Ben's pass; Linux answers on all of 127.0.0.0/8. */
  function strangerFrom(localAddress: string) {
    const agent = new Agent({ ca: readFileSync(lab.directory.caFile), localAddress });
    const path = '/oauth2/authorize-challenge';
    return async (laptop: Laptop): Promise<void> => {
      const form = new URLSearchParams({
        client_id: 'latchkey-agent',
        auth_session: (await open(laptop, BEN)).body.auth_session,
        authn_method: 'temporary_access_pass',
        temporary_access_pass: 'wrongwrong',
      });
      const headers = {
        dpop: await laptop.proof('POST', path),
        'content-type': 'application/x-www-form-urlencoded',
      };
      const sent = request(lab.url(path), { agent, method: 'POST', headers }).end(form.toString());
      const [response] = await once(sent, 'response');
      response.resume();
      await once(response, 'end');
    };
  }

  test.runIf(process.platform === 'linux')(
    'locking a victim out from another address costs the victim seconds, and one who holds the pass nothing',
    async () => {
      const pass = await lab.issuePass(BEN, { isUsableOnce: true });
      const holder = await Laptop.make(lab);
      expect((await holder.signInWithPass(BEN, pass)).status).toBe(200);
      for (const address of ['127.0.0.9', '127.0.0.10', '127.0.0.11']) {
        const send = strangerFrom(address);
        for (let tries = 0; tries < 12; tries += 1) await send(await Laptop.make(lab));
      }
      const again = await holder.signIn(BEN, () => ({ authn_method: 'reservation' }));
      expect(again.status).toBe(200);
      const fresh = await guess(await Laptop.make(lab), BEN, pass);
      expect([slugOf(fresh), fresh.body.retry_after <= 15]).toEqual(['method_locked', true]);
    },
  );

  test('a flood of guesses: what there is no room for is told to come later, and others are served meanwhile', async () => {
    const laptop = await Laptop.make(lab);
    const sessions: string[] = [];
    for (let n = 0; n < 20; n += 1)
      sessions.push((await open(laptop, `flood${n}@northwind.example`)).body.auth_session);
    let over = false;
    const flood = Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        laptop.challenge({
          auth_session: sessions[n % sessions.length] ?? '',
          authn_method: 'temporary_access_pass',
          temporary_access_pass: 'wrongwrong',
        }),
      ),
    ).finally(() => {
      over = true;
    });
    const meanwhile = await lab.call('/.well-known/openid-configuration');
    expect([meanwhile.status, over]).toEqual([200, false]);
    const answers = await flood;
    const slugs = new Set(answers.map(slugOf));
    expect(slugs).toContain('throttled');
    for (const slug of slugs) expect(['pass_wrong', 'throttled', 'method_locked']).toContain(slug);
    expect(answers.every(({ status }) => status >= 400 && status < 500)).toBe(true);
  });

  test('a flood of events ends at the quota of its run and of its key', async () => {
    const { laptop } = stage;
    const id = randomUUID();
    await laptop.call('/provisioning/v1/runs', { bare: true, body: { id, displayName: 'X' } });
    const events = () =>
      Array.from({ length: 50 }, () => ({
        id: randomUUID(),
        type: 'step',
        occurredDateTime: new Date(lab.now()).toISOString(),
        step: 'join',
      }));
    const answers: Answer[] = [];
    for (let n = 0; n < 25; n += 1)
      answers.push(
        await laptop.call(`/provisioning/v1/runs/${id}/events`, { bare: true, body: { events: events() } }),
      );
    expect(slugOf(answers.at(-1) as Answer)).toBe('throttled');
    const { count } = await lab.db
      .selectFrom('run_events')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('run_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(count).toBeLessThanOrEqual(1000);
  });
});

describe('using what was overheard or stolen', () => {
  test('a proof that was used before is refused', async () => {
    const { laptop } = stage;
    const token = laptop.token ?? '';
    const headers = { authorization: `DPoP ${token}`, dpop: await laptop.proof('GET', OPTIONS, token) };
    expect(slugOf(await lab.call(OPTIONS, { headers }))).not.toBe('dpop_invalid');
    expect(slugOf(await lab.call(OPTIONS, { headers }))).toBe('dpop_invalid');
  });

  test.each([
    ['another address', 'GET', '/v1.0/me'],
    ['another method', 'POST', OPTIONS],
  ])('a proof for %s is refused', async (_name, method, path) => {
    const { laptop } = stage;
    const token = laptop.token ?? '';
    const headers = { authorization: `DPoP ${token}`, dpop: await laptop.proof(method, path, token) };
    expect(slugOf(await lab.call(OPTIONS, { headers }))).toBe('dpop_invalid');
  });

  test('an access token without its key is refused: alone, as Bearer, and with another key', async () => {
    const token = stage.laptop.token ?? '';
    const thief = await Laptop.make(lab);
    const tries = [
      await lab.call(OPTIONS, { headers: { authorization: `DPoP ${token}` } }),
      await lab.call(OPTIONS, { headers: { authorization: `Bearer ${token}` } }),
      await lab.call(OPTIONS, {
        headers: { authorization: `DPoP ${token}`, dpop: await thief.proof('GET', OPTIONS, token) },
      }),
    ];
    expect(tries.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(tries.map(slugOf)).toEqual(['dpop_invalid', 'token_invalid', 'dpop_invalid']);
  });

  test('the token of a deleted pass is refused at once', async () => {
    const { laptop } = stage;
    await laptop.join();
    expect((await laptop.call(OPTIONS)).status).toBe(200);
    const path = `/v1.0/users/${USER}/authentication/temporaryAccessPassMethods`;
    const headers = await lab.adminHeaders();
    const [pass] = (await lab.call(path, { headers })).body.value;
    expect((await lab.call(`${path}/${pass.id}`, { method: 'DELETE', headers })).status).toBe(204);
    expect(slugOf(await laptop.call(OPTIONS))).toBe('token_invalid');
  });

  test('a provisional credential signs nobody in but its own run', async () => {
    await stage.laptop.join();
    const key = software();
    await stage.enrol(key);
    const desk = await Laptop.make(lab);
    desk.client = 'latchkey-cli';
    desk.scope = 'openid User.Read';
    const answer = (opened: Answer) => ({
      authn_method: 'passkey',
      authn_response: JSON.stringify(key.assert(passkeyChallenge(opened))),
    });
    expect(slugOf(await desk.signIn(USER, answer))).toBe('credential_wrong_device');
    expect(slugOf(await (await Laptop.make(lab)).signIn(USER, answer))).toBe('credential_wrong_device');
    expect((await stage.rows())[0]?.state).toBe('provisional');
  });

  test('a proved credential signs in from its own device alone', async () => {
    await stage.laptop.join();
    const key = software();
    await stage.enrol(key);
    expect((await stage.prove(key)).status).toBe(200);
    expect(slugOf(await stage.prove(key, {}, await Laptop.make(lab)))).toBe('credential_wrong_device');
    expect((await stage.prove(key)).status).toBe(200);
  });
});

test('the permission of administrators does not go around the policies about registering security info', async () => {
  const browser = new PageBrowser(lab);
  const scope = 'openid User.Read UserAuthenticationMethod.ReadWrite.All';
  const { body } = await browser.signIn(USER, { pass: await lab.issuePass(USER) }, { scope });
  const headers = { authorization: `Bearer ${body.access_token}` };
  const tries = [
    await lab.call(OPTIONS, { headers }),
    await lab.call('/v1.0/me/authentication/softwareOathMethods', { headers, body: {} }),
  ];
  expect(tries.map(slugOf)).toEqual(['permission_denied', 'permission_denied']);
});

describe('another site in the browser of an administrator', () => {
  const console = () => `${lab.directory.url}/console/`;

  test('cookies alone open nothing: the API takes a token in a header, and no cookie', async () => {
    const browser = new PageBrowser(lab);
    const { body } = await browser.signIn(USER, { pass: await lab.issuePass(USER) });
    expect(body.access_token).toBeTypeOf('string');
    const forged = await browser.call('/v1.0/me', undefined, { origin: 'https://evil.example' });
    expect([forged.status, slugOf(forged)]).toEqual([401, 'token_invalid']);
    expect(forged.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('an answer typed into the sign-in page by another site is refused', async () => {
    const browser = new PageBrowser(lab);
    await browser.begin();
    const forged = await browser.post(
      'name',
      { name: USER },
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    );
    expect([forged.status, slugOf(forged)]).toEqual([403, 'request_not_from_page']);
  });

  test('no page of ours can be put into a frame', async () => {
    const browser = new PageBrowser(lab);
    await browser.begin();
    const pages = [
      await lab.call(console()),
      await browser.call(browser.page, undefined, { accept: 'text/html' }),
    ];
    for (const page of pages) {
      expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(page.headers['x-frame-options']).toBe('DENY');
    }
  });
});

test('nobody but the user became richer: no attack left a credential or a device behind', async () => {
  const left = await lab.db.selectFrom('credentials').selectAll().where('user_id', '!=', USER_ID).execute();
  expect(left.filter(({ kind }) => kind !== 'fido2')).toEqual([]);
});
