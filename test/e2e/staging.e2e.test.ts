import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { helloMethods } from './administrator.ts';
import { PIN } from './laptop.ts';
import { AMAL, GINA, STAGING, StagingPlace } from './staging-place.ts';

/* IT stages a table of laptops from one answers file; each goes to its person, who finishes it. Every line is checked against its schema. */

let place: StagingPlace;
let answers: string;
let stagingPass: string;

beforeAll(async () => {
  place = await StagingPlace.open();
  const issued = await place.administrator.issue(STAGING, { isUsableOnce: false, lifetimeInMinutes: 60 });
  stagingPass = issued.pass;
  await place.write('staging-pass', `${stagingPass}\n`);
  answers = await place.write(
    'answers.json',
    JSON.stringify({
      version: 1,
      account: STAGING,
      passFile: 'staging-pass',
      authenticator: 'software',
      devices: { A1: { sealFor: AMAL, deviceName: 'NW-AMAL' }, B2: { sealFor: GINA, language: 'de' } },
    }),
    0o644,
  );
  await place.write('pin', PIN);
});
afterAll(() => place.close());

const stage = (serial: string) => place.run(serial, ['--answers', answers, '--serial', serial.toLowerCase()]);

/** What a person gives: their name, their pass, their PIN. */
async function finish(laptop: string, user: string) {
  const { pass } = await place.administrator.issue(user);
  const passFile = await place.write(`pass-${laptop}`, pass);
  const args = ['--user', user, '--pass-file', passFile, '--pin-file', join(place.folder, 'pin')];
  return place.run(laptop, [...args, '--authenticator', 'software']);
}

test('two laptops from one file are sealed, switched on elsewhere, and finished by their two people', async () => {
  for (const [serial, sealedFor] of [
    ['A1', AMAL],
    ['B2', GINA],
  ] as const) {
    const staged = await stage(serial);
    expect([staged.code, staged.last], JSON.stringify(staged.last)).toMatchObject([
      4,
      { event: 'sealed', sealedFor, sealedBy: STAGING },
    ]);
    const steps = staged.lines.flatMap((line) => (line.event === 'step' ? [line.step] : []));
    expect(steps).toEqual(['welcome', 'network', 'account', 'pass', 'join']);
    expect(await readFile(join(place.stateOf(serial), 'journal'), 'utf8')).not.toContain(stagingPass);
  }

  // The same script once more, and somebody who took the wrong laptop: nothing changes, and no pass is used up.
  expect(await stage('A1')).toMatchObject({ code: 4, last: { event: 'sealed', sealedFor: AMAL } });
  expect(await finish('A1', GINA)).toMatchObject({
    code: 1,
    last: { code: 'sealed_for_another', helpCode: 'LK-3612' },
  });

  const amal = await finish('A1', AMAL);
  expect([amal.code, amal.last], JSON.stringify(amal.last)).toMatchObject([
    0,
    { event: 'provisioned', userPrincipalName: AMAL, deviceName: 'NW-AMAL' },
  ]);
  const gina = await finish('B2', GINA);
  expect([gina.code, gina.last], JSON.stringify(gina.last)).toMatchObject([
    0,
    { event: 'provisioned', userPrincipalName: GINA },
  ]);
  expect(await helloMethods(place.administrator, AMAL)).toHaveLength(1);
  expect(await helloMethods(place.administrator, STAGING)).toEqual([]);

  const [used] = await place.administrator.passes(STAGING);
  expect(used).toMatchObject({ isUsable: true });
}, 90_000);

test('whoever is not IT is told to give the laptop back, and the pass is not used up', async () => {
  const refused = await finish('C3', AMAL);
  expect(refused).toMatchObject({ code: 1, last: { code: 'staging_not_allowed', helpCode: 'LK-3610' } });
  expect((await place.administrator.passes(AMAL)).some(({ isUsable }) => isUsable)).toBe(true);
}, 30_000);

test('a file that is wrong ends with 2 before anything is done, and says where', async () => {
  const wrong = await place.write(
    'wrong.json',
    '{\n  "version": 1,\n  "acount": "amal@northwind.example"\n}',
    0o644,
  );
  const refused = await place.run('D4', ['--answers', wrong]);
  const detail = `${wrong}:3:3: There is no “acount” here. Did you mean “account”?`;
  expect(refused).toMatchObject({ code: 2, last: { event: 'failed', code: 'answers_invalid', detail } });
}, 30_000);

test('Ctrl-C loses nothing: it says how to go on, in the language of the run, and the same command does', async () => {
  const args = ['--user', STAGING, '--pass-file', '-', '--authenticator', 'software'];
  const stopped = await place.interrupt('E5', [...args, '--language', 'ar']);
  expect(stopped.code).toBe(130);
  expect(stopped.out).toMatch(/^\u200Fدليل \u2068Northwind\u2069 يستجيب\.$/m);
  expect(stopped.out).toMatch(
    /توقّف الإعداد[\s\S]*npm run provision -- [\s\S]*--pass-file - --authenticator software --language ar\n$/,
  );
  expect(stopped.out + stopped.errors).not.toMatch(/\n {4}at |Error:/);
  const passFile = join(place.folder, 'staging-pass');
  const again = await place.run('E5', ['--user', STAGING, '--pass-file', passFile]);
  expect(again).toMatchObject({ code: 4, last: { event: 'sealed', sealedFor: null } });
}, 30_000);
