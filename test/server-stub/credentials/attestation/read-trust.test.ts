import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTrust } from '../../../../server-stub/credentials/attestation/read-trust.ts';
import { temporaryFolder } from '../../../electron/vault/temporary-folder.ts';
import { Maker } from './maker.ts';

const AAGUID = '11111111-2222-4333-8444-555555555555';
const maker = await Maker.found();
const another = await Maker.found();

/** A folder with these files. */
function folder(files: Record<string, string>): string {
  const path = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

const entry = (changed: object = {}) => ({
  aaguid: AAGUID.toUpperCase(),
  metadataStatement: {
    description: 'Key of a maker',
    attestationRootCertificates: [maker.root.toString('base64')],
  },
  statusReports: [{ status: 'FIDO_CERTIFIED_L1', effectiveDate: '2024-01-01' }],
  ...changed,
});
const blob = (...entries: object[]) =>
  JSON.stringify({ legalHeader: 'as in the BLOB', no: 7, nextUpdate: '2027-01-01', entries });

describe('roots and metadata of authenticators', () => {
  it('reads every certificate of every file, by format', () => {
    const { roots } = readTrust(
      folder({ 'packed/both.pem': maker.pem + another.pem, 'tpm/maker.pem': maker.pem }),
    );
    expect([roots.packed.length, roots.tpm.length]).toEqual([2, 1]);
  });

  it('reads who signs for makers of TPMs, and knows none where nobody is named', () => {
    expect(readTrust(folder({ 'ek/both.pem': maker.pem + another.pem })).endorsementRoots).toHaveLength(2);
    expect(readTrust(folder({ 'tpm/maker.pem': maker.pem })).endorsementRoots).toEqual([]);
  });

  it('does not start with a folder of TPM makers that is empty', () => {
    const path = folder({ 'tpm/maker.pem': maker.pem });
    mkdirSync(join(path, 'ek'));
    expect(() => readTrust(path)).toThrow(/ek holds no certificate/);
  });

  it('does not start with a maker of TPMs whose certificate may sign nothing', async () => {
    const [leaf] = (await maker.batch()).chain;
    const base64 = Buffer.from(leaf!).toString('base64');
    const pem = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
    expect(() => readTrust(folder({ 'ek/leaf.pem': maker.pem + pem }))).toThrow(/may not sign others/);
  });

  it('reads models from the payload of a metadata BLOB, and passes over what is no FIDO2 authenticator', () => {
    const { models } = readTrust(folder({ 'metadata/mds.json': blob(entry(), { aaid: '0001#0001' }) }));
    expect([...models.keys()]).toEqual([AAGUID]);
    expect(models.get(AAGUID)).toMatchObject({ description: 'Key of a maker', compromised: false });
    expect(models.get(AAGUID)!.roots).toHaveLength(1);
  });

  it.each(['REVOKED', 'ATTESTATION_KEY_COMPROMISE', 'USER_VERIFICATION_BYPASS'])(
    'heeds the status %s',
    (status) => {
      const { models } = readTrust(
        folder({ 'metadata/mds.json': blob(entry({ statusReports: [{ status }] })) }),
      );
      expect(models.get(AAGUID)!.compromised).toBe(true);
    },
  );

  it.each<[string, Record<string, string>, RegExp]>([
    ['a format that was mistyped', { 'pakced/a.pem': maker.pem }, /no attestation format “pakced”/],
    ['a file with another ending', { 'packed/a.txt': maker.pem }, /does not end in \.pem/],
    ['a file without a certificate', { 'packed/a.pem': 'empty' }, /holds no certificate/],
    [
      'a certificate that is none',
      { 'packed/a.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' },
      /cannot be read/,
    ],
    ['metadata that are no JSON', { 'metadata/a.json': '{' }, /not the payload/],
    ['metadata of another shape', { 'metadata/a.json': '{"entries":[{"aaguid":"x"}]}' }, /not the payload/],
    [
      'a root in metadata that is none',
      {
        'metadata/a.json': blob(
          entry({ metadataStatement: { description: 'x', attestationRootCertificates: ['AAAA'] } }),
        ),
      },
      /cannot be read/,
    ],
  ])('keeps the directory from starting: %s', (_, files, problem) => {
    expect(() => readTrust(folder(files))).toThrow(problem);
  });

  it('keeps the directory from starting: a folder that is not there', () => {
    expect(() => readTrust(join(temporaryFolder(), 'none'))).toThrow(/cannot be read/);
  });
});
