import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AAGUIDS } from '../../electron/contract/wire/passkey.ts';
import { Authenticator } from './authenticator.ts';
import { Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';

const USER = 'amal@northwind.example';
const PATH = '/v1.0/me/authentication/fido2Methods';
const MINUTE = 60_000;
let lab: Lab;
let laptop: Laptop;
/** The directory's time: it stands still, so that the edge is met to the second. */
let now = 0;

// A directory each: time only ever goes forward in it, and it is restarted.
beforeEach(async () => {
  now = Date.now();
  lab = await Lab.open({ clock: { now: () => now } });
  laptop = await Laptop.make(lab);
});
afterEach(() => lab.close());

const software = () => new Authenticator({ aaguid: AAGUIDS.software });
async function enrol(authenticator: Authenticator) {
  return laptop.register(authenticator.register(await laptop.creationChallenge()));
}

function pass(milliseconds: number): void {
  now += milliseconds;
  lab.ahead = now - Date.now();
}

describe('the ten-minute window', () => {
  test('holds at 9:59 and not at 10:01, with a restart in between', async () => {
    await laptop.signInWithPass(USER, await lab.issuePass(USER));
    await laptop.join();
    // A sign-in with a credential lives longer than ten minutes; the right to register new methods does not.
    const key = software();
    await enrol(key);
    await laptop.signIn(USER, ({ body }) => ({
      authn_method: 'passkey',
      authn_response: JSON.stringify(key.assert(passkeyChallenge(body))),
    }));
    pass(10 * MINUTE - 1000);
    expect((await laptop.call(`${PATH}/creationOptions`)).status).toBe(200);
    await lab.restart();
    pass(2000);
    const answer = await laptop.call(`${PATH}/creationOptions`);
    expect([answer.status, slugOf(answer)]).toEqual([403, 'registration_window_closed']);
    expect(answer.headers['www-authenticate']).toContain('max_age="600"');
  });

  test('does not bind a multi-use pass', async () => {
    await laptop.signInWithPass(
      USER,
      await lab.issuePass(USER, { isUsableOnce: false, lifetimeInMinutes: 60 }),
    );
    pass(12 * MINUTE);
    expect((await laptop.call(`${PATH}/creationOptions`)).status).toBe(200);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: an answer of any shape
const passkeyChallenge = (body: any) =>
  body.authn_methods.find((one: { method: string }) => one.method === 'passkey').public_key.challenge;
