import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AttestationCertificate, AttestationChallenge } from '../../electron/contract/wire/attestation.ts';
import { areaOf } from '../server-stub/devices/attestation/area.ts';
import { TpmMaker } from '../server-stub/devices/attestation/endorsement-maker.ts';
import { type Answer, Lab, slugOf } from './lab.ts';
import { Laptop } from './laptop.ts';
import { PaperTpm } from './paper-tpm.ts';

/* The directory as privacy CA, over the wire: what it asks a TPM, whom it certifies, and what that certificate is worth. */

const USER = 'amal@northwind.example';
const GINA = 'gina@northwind.example';
const folder = mkdtempSync(join(tmpdir(), 'latchkey-makers-'));
let lab: Lab;
let maker: TpmMaker;
let laptop: Laptop;
let tpm: PaperTpm;
let base: string;

beforeAll(async () => {
  maker = await TpmMaker.found();
  mkdirSync(join(folder, 'ek'));
  writeFileSync(join(folder, 'ek', 'maker.pem'), maker.pem);
  lab = await Lab.open({ attestationRoots: folder });
  tpm = await PaperTpm.made(maker);
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  lab.ahead = 0;
  await lab.db.deleteFrom('devices').execute();
  ({ laptop, base } = await joined());
});

async function joined(user = USER): Promise<{ laptop: Laptop; base: string }> {
  const laptop = await Laptop.make(lab);
  await laptop.signInWithPass(user, await lab.issuePass(user));
  const { deviceId } = (await laptop.join()).body;
  return { laptop, base: `/registration/v1/devices/${deviceId}/attestation` };
}

const ask = (body: unknown = tpm.request) => laptop.call(`${base}/challenge`, { body });
const show = (challenge: string, secret: string | null) =>
  laptop.call(base, { body: { challenge, secret: secret ?? 'AAAA' } });
const said = (answer: Answer) => [answer.status, slugOf(answer)];

async function certified(by: PaperTpm = tpm): Promise<string> {
  const { body } = await ask(by.request);
  const answer = await show(body.challenge, by.open(body));
  expect(answer.status, slugOf(answer)).toBe(201);
  return answer.body.certificate[0];
}

async function assuranceOf(certificate: string, on = laptop, aaguid?: string): Promise<unknown> {
  const credential = tpm.register(await on.creationChallenge(), certificate, aaguid);
  const answer = await on.register(credential, { displayName: 'Key' });
  expect(answer.status, slugOf(answer)).toBe(201);
  return answer.body.assurance;
}

describe('a TPM of a known maker', () => {
  test('is asked, answers, and its attestation key gets a certificate as WebAuthn has it', async () => {
    const asked = await ask();
    const question = AttestationChallenge.parse(asked.body);
    const answer = await show(question.challenge, tpm.open(question));
    const { certificate, expiresDateTime } = AttestationCertificate.parse(answer.body);
    const leaf = new X509Certificate(Buffer.from(certificate[0]!, 'base64'));
    expect(leaf.publicKey.equals(tpm.attestation.publicKey)).toBe(true);
    expect([leaf.subject, leaf.ca, leaf.keyUsage]).toEqual([undefined, false, ['2.23.133.8.3']]);
    expect(leaf.subjectAltName).toMatch(/tcg-at-tpmManufacturer=id:494E5443|2\.23\.133\.2\.1=id:494E5443/);
    const life = Date.parse(expiresDateTime) - lab.now();
    expect(life > 0 && life <= 3_600_000).toBe(true);
  });

  test('makes a key attested, on the device that was asked', async () => {
    expect(await assuranceOf(await certified())).toBe('attested');
  });

  test('is audited with the TPM and the endorsement certificate', async () => {
    await certified();
    const rows = await lab.db.selectFrom('directory_audits').select('payload').execute();
    const audit = rows.map(({ payload }) => payload).find((one) => one.includes('Certify attestation key'));
    expect(audit).toContain(
      new X509Certificate(tpm.certificate).fingerprint256.replaceAll(':', '').toLowerCase(),
    );
  });

  test('may be asked again at any time: after a lost answer, after a kill, with the same key', async () => {
    const lost = (await ask()).body;
    await certified();
    await certified();
    expect(said(await show(lost.challenge, tpm.open(lost)))).toEqual([400, 'attestation_challenge_invalid']);
  });
});

describe('its certificate is worth nothing', () => {
  test('on another device', async () => {
    const certificate = await certified();
    const other = await joined(GINA);
    expect(await assuranceOf(certificate, other.laptop)).toBe('none');
  });

  test('for an authenticator that need not count wrong PINs', async () => {
    const hello = '08987058-cadc-4b81-b6e1-30de50dcbe96';
    expect(await assuranceOf(await certified(), laptop, hello)).toBe('none');
  });

  test('when the directory no longer has it: deleted with its device, which then joined again', async () => {
    const certificate = await certified();
    await lab.db.deleteFrom('devices').where('jkt', '=', laptop.jkt).execute();
    await laptop.join();
    expect(await assuranceOf(certificate)).toBe('none');
  });

  test('after its hour', async () => {
    const certificate = await certified();
    await lab.db
      .updateTable('attestation_certificates')
      .set({ expires_at: lab.now() - 1 })
      .execute();
    expect(await assuranceOf(certificate)).toBe('none');
  });

  test('when another key signs with it', async () => {
    const certificate = await certified();
    const impostor = await PaperTpm.made(maker);
    const credential = impostor.register(await laptop.creationChallenge(), certificate);
    expect(said(await laptop.register(credential))).toEqual([400, 'attestation_refused']);
  });
});

describe('refused', () => {
  test('a TPM of another maker', async () => {
    const stranger = await PaperTpm.made(await TpmMaker.found());
    expect(said(await ask(stranger.request))).toEqual([403, 'endorsement_untrusted']);
  });

  test('a forged certificate under a known maker’s name', async () => {
    const forged = await PaperTpm.made(await TpmMaker.found({ name: maker.name }));
    expect(said(await ask(forged.request))).toEqual([403, 'endorsement_untrusted']);
  });

  test('what is no certificate of an endorsement key', async () => {
    const { der } = await maker.certify({ usages: [] });
    const body = { ...tpm.request, endorsementCertificate: der.toString('base64') };
    expect(said(await ask(body))).toEqual([400, 'endorsement_unsuitable']);
  });

  test('an attestation key that signs whatever it is given', async () => {
    const area = areaOf(tpm.attestation.publicKey, { attributes: 0x0004_0472 });
    const body = { ...tpm.request, attestationKey: area.toString('base64') };
    expect(said(await ask(body))).toEqual([400, 'attestation_key_unsuitable']);
  });

  test('a wrong secret, after which the right one does not count either', async () => {
    const { body } = await ask();
    const wrong = randomBytes(32).toString('base64');
    expect(said(await show(body.challenge, wrong))).toEqual([403, 'attestation_secret_wrong']);
    expect(said(await show(body.challenge, tpm.open(body)))).toEqual([400, 'attestation_challenge_invalid']);
  });

  test('a swapped key: the TPM does not open what was made for a key that it does not hold', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { body } = await ask({ ...tpm.request, attestationKey: areaOf(publicKey).toString('base64') });
    expect(tpm.open(body)).toBeNull();
  });

  test('an answer that is given twice: of two at once one counts', async () => {
    const { body } = await ask();
    const secret = tpm.open(body);
    const answers = await Promise.all([1, 2, 3, 4].map(() => show(body.challenge, secret)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400, 400, 400]);
  });

  test('an answer that comes too late', async () => {
    const { body } = await ask();
    lab.ahead += 5 * 60_000 + 1;
    expect(said(await show(body.challenge, tpm.open(body)))).toEqual([400, 'attestation_challenge_invalid']);
  });

  test('an answer from another device, which does not spend the question', async () => {
    const { body } = await ask();
    const secret = tpm.open(body);
    const other = await joined(GINA);
    const call = { body: { challenge: body.challenge, secret } };
    expect(said(await other.laptop.call(other.base, call))).toEqual([400, 'attestation_challenge_invalid']);
    expect(said(await other.laptop.call(base, call))).toEqual([403, 'device_not_joined']);
    expect((await show(body.challenge, secret)).status).toBe(201);
  });

  test('a device that was switched off in between', async () => {
    const { body } = await ask();
    await lab.db.updateTable('devices').set({ account_enabled: 0 }).where('jkt', '=', laptop.jkt).execute();
    expect(said(await show(body.challenge, tpm.open(body)))).toEqual([403, 'device_disabled']);
  });

  test('a body with more in it than was asked for', async () => {
    expect((await ask({ ...tpm.request, trusted: true })).status).toBe(400);
  });

  test('everything, where no maker is known', async () => {
    const { attestation } = lab.directory.context;
    Object.assign(lab.directory.context, { attestation: { ...attestation, endorsementRoots: [] } });
    try {
      expect(said(await ask())).toEqual([404, 'attestation_off']);
      expect(said(await show('AAAA', 'AAAA'))).toEqual([404, 'attestation_off']);
    } finally {
      Object.assign(lab.directory.context, { attestation });
    }
  });
});
