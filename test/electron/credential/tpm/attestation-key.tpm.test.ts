import { randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  answerPrivacyCa,
  certificateFromFile,
  readAttestationKey,
} from '../../../../electron/credential/tpm/attestation-key.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { ask } from './privacy-ca.ts';
import { refusalOf, TestTpm } from './setup.ts';

/*
 * What a privacy CA does before it certifies, with its own tools (tpm2_makecredential and OpenSSL), against a TPM whose endorsement key
 * was certified by its maker (swtpm_localca).
 */

const accessOf = ({ tcti }: TestTpm) => ({ tcti });

const unavailable = { slug: 'authenticator_unavailable' };

describe('the attestation key before a privacy CA', () => {
  it('lies in the TPM whose maker certified it: the certificate leads to the maker, and the secret comes back', async () => {
    const maker = temporaryFolder();
    const tpm = await TestTpm.manufactured(maker);
    const report = await readAttestationKey(accessOf(tpm));
    const endorsement = new X509Certificate(report.endorsementCertificate!);
    const issuer = new X509Certificate(readFileSync(join(maker, 'issuer.pem')));
    expect(endorsement.verify(issuer.publicKey)).toBe(true);
    const { secret, file } = ask(report.endorsementCertificate!, report.name);
    expect(await answerPrivacyCa(file, accessOf(tpm))).toEqual(secret);
    expect(await tpm.leftovers()).toEqual([]);
    await tpm.restart();
    expect(await readAttestationKey(accessOf(tpm))).toEqual(report);
  }, 30_000);

  it('is found out where the key is in another TPM, or is another key', async () => {
    const maker = temporaryFolder();
    const [tpm, another] = [await TestTpm.manufactured(maker), await TestTpm.manufactured(maker)];
    const [mine, theirs] = [
      await readAttestationKey(accessOf(tpm)),
      await readAttestationKey(accessOf(another)),
    ];
    // A key of their own, claimed to be beside the endorsement key of an honest TPM.
    const forged = ask(mine.endorsementCertificate!, theirs.name).file;
    for (const { tcti } of [tpm, another])
      expect(await refusalOf(answerPrivacyCa(forged, { tcti }))).toMatchObject(unavailable);
    const stolen = ask(mine.endorsementCertificate!, mine.name).file;
    expect(await refusalOf(answerPrivacyCa(stolen, accessOf(another)))).toMatchObject(unavailable);
    expect(await another.leftovers()).toEqual([]);
  }, 30_000);

  it('says that there is no endorsement certificate where the maker put none', async () => {
    expect((await readAttestationKey(accessOf(await TestTpm.start()))).endorsementCertificate).toBeNull();
  });

  it.each([
    '',
    'badcc0de',
    'badcc0de00000001',
    'badcc0de000000020000',
    'badcc0de00000001ffff00',
    '00'.repeat(300),
  ])('refuses %j, which is no question of a CA', async (hex) => {
    const tpm = await TestTpm.start();
    expect(await refusalOf(answerPrivacyCa(Buffer.from(hex, 'hex'), accessOf(tpm)))).toMatchObject(
      unavailable,
    );
  });
});

describe('the certificate in a file', () => {
  const point = { x: randomBytes(32), y: randomBytes(32) };
  it.each([
    ['is not there', null],
    ['is empty', ''],
    ['is rubbish', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ])('that %s is refused by the name of its variable', async (_, content) => {
    const file = join(temporaryFolder(), 'chain.pem');
    if (content !== null) writeFileSync(file, content);
    const refusal = await refusalOf(certificateFromFile(file)(point));
    expect(refusal.details.detail).toContain('LATCHKEY_AK_CERTIFICATE');
  });
});
