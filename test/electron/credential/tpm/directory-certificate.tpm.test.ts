import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../electron/contract/refusal.ts';
import type { Slug } from '../../../../electron/contract/refusals.ts';
import {
  certificateFromDirectory,
  type PrivacyCa,
} from '../../../../electron/credential/tpm/directory-certificate.ts';
import { readAttestationKey } from '../../../../server-stub/devices/attestation/attestation-key.ts';
import { issueAttestationCertificate } from '../../../../server-stub/devices/attestation/authority.ts';
import { judgeEndorsement } from '../../../../server-stub/devices/attestation/endorsement.ts';
import { makeCredential } from '../../../../server-stub/devices/attestation/make-credential.ts';
import { ensureAuthority } from '../../../../server-stub/tls/authority.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, PIN } from '../software/setup.ts';
import { refusalOf, TestTpm, tpmIn } from './setup.ts';

/*
 * The agent's half of the privacy CA on a real TPM (swtpm, certified by its maker), against the directory's half without the wire. What the
 * wire adds is in test/contract/attestation.test.ts, both together in test/e2e/vouched.tpm.test.ts.
 */

interface Desk {
  readonly ca: PrivacyCa;
  readonly said: string[];
  asked: number;
}

/** A directory that knows the maker of that folder. */
async function deskFor(maker: string): Promise<Desk> {
  const folder = temporaryFolder();
  const authority = await ensureAuthority({
    file: join(folder, 'ca.pem'),
    commonName: 'CA',
    now: Date.now(),
  });
  const open = new Map<string, { secret: Buffer; issue: () => Promise<string> }>();
  const desk: Desk = {
    asked: 0,
    said: [],
    ca: {
      async ask(certificate, area) {
        desk.asked += 1;
        const roots = [readFileSync(join(maker, 'issuer.pem'), 'utf8')];
        const { publicKey, tpm } = judgeEndorsement(Buffer.from(certificate), roots, Date.now());
        const key = readAttestationKey(Buffer.from(area));
        const secret = randomBytes(32);
        const challenge = randomBytes(8).toString('hex');
        const asked = { attestationKey: key.publicKey, tpm, now: Date.now() };
        const issue = async () => (await issueAttestationCertificate(authority, asked)).certificate;
        open.set(challenge, { secret, issue });
        return { challenge, ...makeCredential(publicKey, key.name, secret) };
      },
      async show(challenge, secret) {
        const asked = open.get(challenge);
        if (!asked) throw new Refusal('attestation_challenge_invalid');
        open.delete(challenge);
        if (!asked.secret.equals(secret)) throw new Refusal('attestation_secret_wrong');
        const der = Buffer.from(await asked.issue(), 'base64');
        return { chain: [new Uint8Array(der)], expiresAt: Date.now() / 1000 + 3600 };
      },
    },
  };
  return desk;
}

const UNVOUCHED = ['endorsement_untrusted', 'attestation_secret_wrong', 'not_found'] as const;
const TROUBLE = ['directory_unreachable', 'device_disabled', 'token_invalid', 'directory_failed'] as const;

const clock = { now: () => Date.now() / 1000 };
const finder = ({ tcti }: TestTpm, { ca, said }: Desk) =>
  certificateFromDirectory({ tcti, ca, clock, unvouched: ({ slug }) => said.push(slug) });

async function certifiedTpm(): Promise<{ tpm: TestTpm; desk: Desk }> {
  const maker = temporaryFolder();
  return { tpm: await TestTpm.manufactured(maker), desk: await deskFor(maker) };
}

describe('a certificate from the directory', () => {
  it('is fetched once for the choice and the creation after it, and the TPM attests with it', async () => {
    const { tpm, desk } = await certifiedTpm();
    const authenticator = tpmIn(temporaryFolder(), tpm, { attestation: finder(tpm, desk) });
    expect(await authenticator.attested?.()).toBe(true);
    const registration = await authenticator.create(creationOptions(), PIN);
    const object = Buffer.from(registration.response.attestationObject, 'base64url');
    expect(object.includes('ctpm')).toBe(true);
    expect([desk.asked, desk.said]).toEqual([1, []]);
    expect(await tpm.leftovers()).toEqual([]);
  }, 30_000);

  it('is asked for once more when an answer was lost, and the power may go at any question', async () => {
    const { tpm, desk } = await certifiedTpm();
    let lost = 0;
    const ca: PrivacyCa = {
      async ask(certificate, area) {
        const question = await desk.ca.ask(certificate, area);
        await tpm.restart();
        return question;
      },
      async show(challenge, secret) {
        if (lost === 0) {
          lost += 1;
          await desk.ca.show(challenge, secret);
        }
        return desk.ca.show(challenge, secret);
      },
    };
    expect(await finder(tpm, { ...desk, ca })()).not.toBeNull();
    expect([desk.asked, desk.said]).toEqual([2, []]);
  }, 30_000);

  it('is not for another TPM: what was asked of one, another does not open', async () => {
    const { tpm, desk } = await certifiedTpm();
    const theirs = await areaOfAnother();
    const ca: PrivacyCa = {
      ...desk.ca,
      ask: (certificate) => desk.ca.ask(certificate, theirs),
    };
    expect(await finder(tpm, { ...desk, ca })()).toBeNull();
    expect(desk.said).toEqual(['authenticator_unavailable']);
    expect(await tpm.leftovers()).toEqual([]);
  }, 30_000);

  it('is not taken for a key that is not this TPM’s', async () => {
    const { tpm, desk } = await certifiedTpm();
    const certify = await finder(tpm, desk)();
    const other = { x: createHash('sha256').update('x').digest(), y: Buffer.alloc(32, 1) };
    expect(await refusalOf(certify!(other))).toMatchObject({ slug: 'authenticator_unavailable' });
  }, 30_000);

  it('is not there where the maker put no certificate, and the directory is not asked', async () => {
    const desk = await deskFor(temporaryFolder());
    expect(await finder(await TestTpm.start(), desk)()).toBeNull();
    expect([desk.asked, desk.said]).toEqual([0, ['authenticator_unavailable']]);
  });

  it('is done without where nobody vouches, and said; trouble of another kind is never taken for that', async () => {
    const { tpm, desk } = await certifiedTpm();
    const refusing = (slug: Slug) => {
      const ca: PrivacyCa = { ...desk.ca, ask: () => Promise.reject(new Refusal(slug)) };
      return finder(tpm, { ...desk, ca });
    };
    const authenticator = tpmIn(temporaryFolder(), tpm, { attestation: refusing('attestation_off') });
    expect(await authenticator.attested?.()).toBe(false);
    const registration = await authenticator.create(creationOptions(), PIN);
    expect(Buffer.from(registration.response.attestationObject, 'base64url').includes('packed')).toBe(true);
    for (const slug of UNVOUCHED) expect(await refusing(slug)()).toBeNull();
    for (const slug of TROUBLE) expect(await refusalOf(refusing(slug)())).toMatchObject({ slug });
    expect(desk.said).toEqual(['attestation_off', ...UNVOUCHED]);
  }, 30_000);
});

/** The public area of the attestation key of a TPM of its own. */
async function areaOfAnother(): Promise<Buffer> {
  let sent = Buffer.alloc(0);
  const { tcti } = await TestTpm.manufactured(temporaryFolder());
  const off = () => Promise.reject(new Refusal('attestation_off'));
  const ask: PrivacyCa['ask'] = (_, area) => {
    sent = Buffer.from(area);
    return off();
  };
  await certificateFromDirectory({ tcti, ca: { ask, show: off }, clock, unvouched: () => {} })();
  return sent;
}
